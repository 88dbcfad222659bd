// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.PollSet;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;
import mesh.portmap.DefaultGateway;

/**
 * Linux: a netlink socket (rtnetlink(7)) rings when a link, an address or a route changes; what is in the messages is not
 * read, the tables of /proc/thread-self/net are.
 * <pre>
 *  struct sockaddr_nl   family 2 | 0 2 | port 4 | groups 4      12 bytes
 * </pre>
 */
final class LinuxNetwork implements LocalNetwork {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 0x80003;
    private static final int NETLINK_ROUTE = 0;
    /** Links, IPv4 addresses and routes, IPv6 addresses and routes. */
    private static final int GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;
    private static final int NETLINK_ADDRESS_BYTES = 12;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int MESSAGE_BYTES = 8192;

    private final MapperSettings settings;
    private final Descriptor bell;
    private final Path tables;

    private LinuxNetwork(MapperSettings settings, Descriptor bell, Path tables) {
        this.settings = settings;
        this.bell = bell;
        this.tables = tables;
    }

    static LinuxNetwork open(MapperSettings settings) throws IOException {
        Descriptor bell = Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
        try {
            Libc.bind(bell, ByteBuffer.allocate(NETLINK_ADDRESS_BYTES).order(ByteOrder.nativeOrder())
                    .putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(GROUPS).array());
        } catch (IOException failed) {
            bell.close();
            throw failed;
        }
        return new LinuxNetwork(settings, bell, Path.of("/proc/thread-self/net"));
    }

    @Override
    public NetworkReading read() throws IOException {
        List<HostAddress> addresses = LocalNetworks.callable(Stream.concat(
                LocalNetworks.addresses().filter(one -> !one.address().isV6()),
                LinuxTables.addressesV6(table("if_inet6"))), settings);
        String routes = table("route");
        Set<String> defaults = Stream.concat(LinuxTables.defaultRoutes(routes),
                LinuxTables.defaultRoutesV6(table("ipv6_route")))
                .filter(route -> !route.endsWith(" " + settings.wireGuard())).collect(Collectors.toUnmodifiableSet());
        return new NetworkReading(addresses, DefaultGateway.ofLinux(routes).map(IpAddress.class::cast), defaults);
    }

    /** A machine without a family has no such table. */
    private String table(String name) throws IOException {
        try {
            return Files.readString(tables.resolve(name), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException absent) {
            return "";
        }
    }

    @Override
    public boolean awaitChange(Duration patience) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (new PollSet(arena, List.of(bell)).await(patience).isEmpty()) {
                return false;
            }
            MemorySegment message = arena.allocate(MESSAGE_BYTES);
            try {
                Libc.receive(bell, message, MSG_DONTWAIT, arena.allocate(SocketAddressLayout.MOST_BYTES));
            } catch (mesh.libc.SystemCallException tooMany) {
                // Messages were lost (ENOBUFS): something changed for sure.
            }
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
