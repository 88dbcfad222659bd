// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.List;
import java.util.SortedMap;

import mesh.drift.InterfaceFacts.PeerFacts;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/** hostname.if(5): a line an {@code ifconfig} command, a peer's options on its own line, routes as shell commands. */
final class HostnameIfText extends ConfigText {
    @Override
    void line(String line) {
        List<String> words = List.of(line.split("\\s+"));
        String last = words.getLast();
        switch (words.getFirst()) {
            case "wgport" -> port(last);
            case "mtu" -> mtu(last);
            case "inet", "inet6" -> address(words.get(Math.min(words.size() - 1, words.contains("alias") ? 2 : 1)));
            case "!route" -> route(after(words, words.contains("-inet6") ? "-inet6" : "-inet"));
            case "wgpeer" -> peer(words);
            default -> {
                // keys, descriptions, comments, up
            }
        }
    }

    private static String after(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
    }

    private void peer(List<String> words) {
        PeerDraft peer = new PeerDraft();
        peer.key(after(words, "wgpeer"));
        peer.preshared(words.contains("wgpsk"));
        peer.keepalive(after(words, "wgpka"));
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("wgaip")) {
                peer.allowedIp(words.get(i + 1));
            }
        }
        add(peer);
    }

    @Override
    void end() {
        // a line stands by itself
    }

    @Override
    List<Cidr> routes(List<Cidr> written, List<InterfaceAddress> ownAddresses,
            SortedMap<PublicKey, PeerFacts> ownPeers) {
        return written;
    }
}
