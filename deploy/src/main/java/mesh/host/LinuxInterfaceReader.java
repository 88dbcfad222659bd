// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.desired.ExitUse;
import mesh.key.PublicKey;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Port;

/** Reads what {@code ip} and {@code wg show dump} said. Private and preshared keys were taken out on the host. */
final class LinuxInterfaceReader {
    private static final int PEER_FIELDS = 9;
    private static final Set<String> OTHER_ROUTE_TYPES = Set.of("local", "broadcast", "multicast", "anycast",
            "unreachable", "blackhole", "prohibit", "throw", "nat");

    private final InterfaceName name;
    private final long clockSeconds;

    LinuxInterfaceReader(InterfaceName name, long clockSeconds) {
        this.name = name;
        this.clockSeconds = clockSeconds;
    }

    Optional<LiveInterface> read(SnapshotSections sections) throws SnapshotException {
        if (sections.find("link").isEmpty()) {
            return Optional.empty();
        }
        List<String> dump = sections.lines("wireguard");
        if (dump.isEmpty() || !dump.getFirst().startsWith("self\t")) {
            throw new SnapshotException("interface " + name + " exists and is not a WireGuard interface; "
                    + "choose another name by network.interface");
        }
        String[] self = dump.getFirst().split("\t", -1);
        List<LivePeer> peers = new ArrayList<>();
        for (String line : dump.subList(1, dump.size())) {
            peers.add(peer(line.split("\t", -1)));
        }
        List<InterfaceAddress> addresses = addresses(sections.lines("addresses"));
        List<Cidr> routes = new ArrayList<>();
        routes.addAll(routes(sections.lines("routes4"), "0.0.0.0/0"));
        routes.addAll(routes(sections.lines("routes6"), "::/0"));
        return Optional.of(new LiveInterface(name, publicKey(field(self, 1)), port(field(self, 2)),
                mtu(sections.lines("link")), addresses, peers, LiveValues.ownRoutes(routes, addresses),
                LiveValues.isUp(sections.lines("link"))));
    }

    private LivePeer peer(String[] fields) throws SnapshotException {
        if (fields.length != PEER_FIELDS || !fields[0].equals("peer")) {
            throw new SnapshotException("wg show " + name + " dump has a line of " + fields.length
                    + " fields; " + PEER_FIELDS + " were expected");
        }
        long handshake = Numbers.parse(fields[5], Long.MAX_VALUE, "latest handshake");
        return new LivePeer(PublicKey.parse(fields[1]), LiveValues.endpoint(fields[3]), allowedIps(fields[4]),
                LiveValues.keepalive(fields[8].equals("off") ? "0" : fields[8]), fields[2].equals("yes"),
                handshake == 0 ? Optional.empty() : Optional.of(Math.max(0, clockSeconds - handshake)),
                Numbers.parse(fields[6], Long.MAX_VALUE, "received bytes"),
                Numbers.parse(fields[7], Long.MAX_VALUE, "sent bytes"));
    }

    private static String field(String[] fields, int index) throws SnapshotException {
        if (index >= fields.length) {
            throw new SnapshotException(
                    "wg show dump has a first line of " + fields.length + " fields; 3 were expected");
        }
        return fields[index];
    }

    private static Optional<PublicKey> publicKey(String text) {
        return text.equals("(none)") ? Optional.empty() : Optional.of(PublicKey.parse(text));
    }

    private static Optional<Port> port(String text) {
        return text.equals("0") ? Optional.empty() : Optional.of(Port.parse(text));
    }

    private static List<Cidr> allowedIps(String text) {
        return text.equals("(none)") ? List.of() : Arrays.stream(text.split(",")).map(LiveValues::network).toList();
    }

    private static int mtu(List<String> link) throws SnapshotException {
        return LiveValues.after(link, "mtu", "mtu");
    }

    private static List<InterfaceAddress> addresses(List<String> lines) {
        List<InterfaceAddress> found = new ArrayList<>();
        for (String line : lines) {
            List<String> words = List.of(line.trim().split("[ \t\\\\]+"));
            int family = Math.max(words.indexOf("inet"), words.indexOf("inet6"));
            if (family >= 0 && family + 1 < words.size()) {
                String text = words.get(family + 1);
                InterfaceAddress address = text.indexOf('/') >= 0
                        ? InterfaceAddress.parse(text)
                        : new InterfaceAddress(IpAddress.parse(text), IpAddress.parse(text).bits());
                if (!LiveValues.isLinkLocal(address.address())) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    /** The way to an exit has a table of its own. */
    private static boolean isOfAnExit(List<String> words) {
        int table = words.indexOf("table");
        return table >= 0 && table + 1 < words.size() && words.get(table + 1).matches("[0-9]{1,9}")
                && ExitUse.isTable(Integer.parseInt(words.get(table + 1)));
    }

    private static List<Cidr> routes(List<String> lines, String everything) {
        List<Cidr> found = new ArrayList<>();
        for (String line : lines) {
            List<String> words = List.of(line.trim().split("\\s+"));
            int protocol = words.indexOf("proto");
            boolean connected = protocol >= 0 && protocol + 1 < words.size()
                    && words.get(protocol + 1).equals("kernel");
            String destination = words.getFirst().equals("unicast") && words.size() > 1
                    ? words.get(1)
                    : words.getFirst();
            if (!destination.isEmpty() && !connected && !isOfAnExit(words)
                    && !OTHER_ROUTE_TYPES.contains(destination)) {
                found.add(destination.equals("default") ? Cidr.parse(everything) : LiveValues.network(destination));
            }
        }
        return found;
    }
}
