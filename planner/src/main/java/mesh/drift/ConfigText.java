// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.config.ConfigFile;
import mesh.config.ConfigReader;
import mesh.config.InterfaceConfig;
import mesh.config.PeerConfig;
import mesh.drift.InterfaceFacts.PeerFacts;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.net.Cidr;

/**
 * What a host's configuration files say, in any format. In one that somebody edited, a line that makes no sense is left
 * out: its difference is shown anyhow.
 */
final class ConfigText {
    private ConfigText() {}

    /** @param texts of one host, all of one format */
    static InterfaceFacts read(Format format, List<String> texts) {
        List<ConfigFile> files = new ArrayList<>();
        texts.forEach(text -> files.add(new ConfigFile("", text)));
        InterfaceConfig config = ConfigReader.read(format, files);
        SortedMap<PublicKey, PeerFacts> peers = new TreeMap<>();
        for (PeerConfig peer : config.peers()) {
            peers.put(peer.publicKey(), new PeerFacts(peer.allowedIps(), peer.keepalive(), peer.preshared()));
        }
        List<Cidr> routes = format == Format.WG_QUICK
                ? InterfaceFacts.outside(config.routes(), config.addresses())
                : config.routes();
        return new InterfaceFacts(config.port(), config.mtuBytes(), config.addresses(),
                hasTableForExit(texts)
                        ? routes.stream().filter(route -> route.prefixLength() > 0).toList()
                        : routes,
                peers);
    }

    /** Then the way to everything is in a table of its own, not among the routes. */
    private static boolean hasTableForExit(List<String> texts) {
        return texts.stream().flatMap(String::lines).anyMatch("[RoutingPolicyRule]"::equals);
    }
}
