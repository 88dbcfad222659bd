// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.PollSet;
import mesh.net.IpAddress;
import mesh.portmap.DefaultGateway;

/**
 * OpenBSD: a routing socket (route(4)) rings when an interface, an address or a route changes; {@code route -n get} tells
 * the default route. Written by the manual; never run there.
 */
final class OpenBsdNetwork implements LocalNetwork {
    private static final int AF_ROUTE = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x8000;
    private static final int CLOCK_BOOTTIME = 6;
    private static final int MESSAGE_BYTES = 8192;
    private static final Pattern INTERFACE = Pattern.compile("(?m)^\\s*interface:\\s+([A-Za-z0-9]+)\\s*$");

    private final MapperSettings settings;
    private final Descriptor bell;

    private OpenBsdNetwork(MapperSettings settings, Descriptor bell) {
        this.settings = settings;
        this.bell = bell;
    }

    static OpenBsdNetwork open(MapperSettings settings) throws IOException {
        return new OpenBsdNetwork(settings, Libc.socket(AF_ROUTE, SOCK_RAW_CLOEXEC, 0));
    }

    @Override
    public NetworkReading read() throws IOException {
        String v4 = defaultRoute("-inet");
        Set<String> defaults = Set.of(route(v4), route(defaultRoute("-inet6")) + " ");
        return new NetworkReading(LocalNetworks.callable(LocalNetworks.addresses(), settings),
                DefaultGateway.ofOpenBsd(v4), defaults);
    }

    private static String route(String answer) {
        return DefaultGateway.ofOpenBsd(answer).map(IpAddress::toString).orElse("") + " "
                + egress(answer).orElse("");
    }

    /** The interface of the default IPv4 route: where bpf(4) listens. */
    static Optional<String> egress() throws IOException {
        return egress(defaultRoute("-inet"));
    }

    /** @param answer what {@code route -n get default} prints */
    static Optional<String> egress(String answer) {
        Matcher found = INTERFACE.matcher(answer);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String defaultRoute(String family) throws IOException {
        Process route = new ProcessBuilder("/sbin/route", "-n", "get", family, "default").redirectErrorStream(true)
                .start();
        route.getOutputStream().close();
        return new String(route.getInputStream().readNBytes(MESSAGE_BYTES), StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean awaitChange(Duration patience) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (new PollSet(arena, List.of(bell)).await(patience).isEmpty()) {
                return false;
            }
            Libc.read(bell, arena.allocate(MESSAGE_BYTES));
            return true;
        }
    }

    @Override
    public long clockNanos() {
        return LocalNetworks.clockNanos(CLOCK_BOOTTIME);
    }

    @Override
    public void close() {
        bell.close();
    }
}
