// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Port;

/**
 * Reads what {@code ifconfig wgN} of OpenBSD prints to root (ifconfig.c: {@code wg_status}). A peer's lines follow its
 * {@code wgpeer} line; preshared keys show as present only.
 */
final class OpenBsdInterfaceReader {
    private final InterfaceName name;
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final List<LivePeer> peers = new ArrayList<>();
    private Optional<PublicKey> publicKey = Optional.empty();
    private Optional<Port> port = Optional.empty();
    private Optional<OpenBsdPeerLines> peer = Optional.empty();

    OpenBsdInterfaceReader(InterfaceName name) {
        this.name = name;
    }

    Optional<LiveInterface> read(SnapshotSections sections) throws SnapshotException {
        List<String> lines = sections.lines("ifconfig");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        int mtuBytes = LiveValues.after(lines, "mtu", "mtu");
        for (String line : lines.subList(1, lines.size())) {
            readLine(line.trim().split("\\s+"));
        }
        endPeer();
        List<Cidr> routes = new ArrayList<>();
        routes.addAll(OpenBsdRoutes.through(name, sections.lines("routes4")));
        routes.addAll(OpenBsdRoutes.through(name, sections.lines("routes6")));
        return Optional.of(new LiveInterface(name, publicKey, port, mtuBytes, addresses, peers,
                LiveValues.ownRoutes(routes, addresses), LiveValues.isUp(lines)));
    }

    private void readLine(String[] words) throws SnapshotException {
        switch (words[0]) {
            case "wgport" -> port = Optional.of(Port.parse(argument(words, 1)));
            case "wgpubkey" -> publicKey = Optional.of(PublicKey.parse(argument(words, 1)));
            case "wgpeer" -> {
                endPeer();
                peer = Optional.of(new OpenBsdPeerLines(PublicKey.parse(argument(words, 1))));
            }
            case "groups:" -> endPeer();
            case "inet" -> address(words);
            case "inet6" -> address(words);
            default -> {
                if (peer.isPresent()) {
                    peer.get().read(words);
                }
            }
        }
    }

    private void endPeer() {
        peer.ifPresent(lines -> peers.add(lines.toPeer()));
        peer = Optional.empty();
    }

    private void address(String[] words) throws SnapshotException {
        IpAddress address = IpAddress.parse(argument(words, 1).replaceFirst("%.*", ""));
        String length = argument(words, 3);
        int bits = switch (argument(words, 2)) {
            case "netmask" -> netmaskBits(length);
            case "prefixlen" -> (int) Numbers.parse(length, address.bits(), "prefixlen");
            default -> address.bits();
        };
        if (!LiveValues.isLinkLocal(address)) {
            addresses.add(new InterfaceAddress(address, bits));
        }
    }

    /** @param text such as {@code 0xffffff00} */
    private static int netmaskBits(String text) throws SnapshotException {
        if (!text.matches("0x[0-9a-f]{1,8}")) {
            throw new SnapshotException("ifconfig printed the netmask '" + text + "', which is not hexadecimal");
        }
        return Integer.bitCount(Integer.parseUnsignedInt(text.substring(2), 16));
    }

    static String argument(String[] words, int index) throws SnapshotException {
        if (index >= words.length) {
            throw new SnapshotException("ifconfig printed '" + words[0] + "' without its value");
        }
        return words[index];
    }
}
