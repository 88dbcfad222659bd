// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.net.Keepalive;

/** Values as the systems' tools print them, brought to one form. */
final class LiveValues {
    private static final Cidr LINK_LOCAL = Cidr.parse("fe80::/10");
    private static final Cidr MULTICAST = Cidr.parse("ff00::/8");

    private LiveValues() {}

    /** {@code 10.9.0.5/24}, {@code 10.9.0.5}: host bits are masked, since OpenBSD keeps and Linux masks them. */
    static Cidr network(String text) {
        if (text.indexOf('/') < 0) {
            return Cidr.host(IpAddress.parse(text));
        }
        return InterfaceAddress.parse(text).connected();
    }

    /** Absent for {@code (none)}. A zone such as {@code %eth0} is left out. */
    static Optional<Endpoint> endpoint(String text) {
        return text.equals("(none)") ? Optional.empty() : Optional.of(Endpoint.parse(text.replaceFirst("%[^]:]*", "")));
    }

    /** Linux takes up to 65535 seconds; more than {@link Keepalive#MAX} reads as that. */
    static Keepalive keepalive(String text) throws SnapshotException {
        return new Keepalive((int) Math.min(Keepalive.MAX, Numbers.parse(text, 65535, "persistent keepalive")));
    }

    static boolean isLinkLocal(IpAddress address) {
        return LINK_LOCAL.contains(address);
    }

    /** Without connected prefixes and what IPv6 makes by itself, each once. */
    static List<Cidr> ownRoutes(Collection<Cidr> routes, List<InterfaceAddress> addresses) {
        List<Cidr> connected = addresses.stream().map(InterfaceAddress::connected).toList();
        return routes.stream().filter(route -> !connected.contains(route)).filter(route -> !LINK_LOCAL.contains(route))
                .filter(route -> !MULTICAST.contains(route)).distinct().toList();
    }

    /** Whether the flags of the first line, such as {@code <POINTOPOINT,UP>}, have {@code UP}. */
    static boolean isUp(List<String> lines) {
        String line = lines.isEmpty() ? "" : lines.getFirst();
        int open = line.indexOf('<');
        int close = line.indexOf('>', Math.max(0, open));
        return open < 0 || close < 0 || List.of(line.substring(open + 1, close).split(",")).contains("UP");
    }

    /** The number after {@code word} in the first of {@code lines}. */
    static int after(List<String> lines, String word, String what) throws SnapshotException {
        List<String> words = lines.isEmpty() ? List.of() : List.of(lines.getFirst().trim().split("\\s+"));
        int at = words.indexOf(word);
        if (at < 0 || at + 1 >= words.size()) {
            throw new SnapshotException("the host's answer has no " + what + " for the interface");
        }
        return (int) Numbers.parse(words.get(at + 1), Integer.MAX_VALUE, what);
    }
}
