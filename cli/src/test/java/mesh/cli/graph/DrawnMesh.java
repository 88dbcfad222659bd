// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.cli.flow.Intent;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/** A mesh to draw, as large as is asked for: sites, hosts behind NAT, networks, a device, hubs, and a policy with tests. */
final class DrawnMesh {
    private static final List<String> SITES = List.of("fra", "hel", "nyc", "sin", "office", "syd", "gru", "lon", "waw",
            "jnb", "tok", "mad");
    private static final List<String> ROLES = List.of("web", "db", "cache", "queue", "build", "git", "log", "mail");
    private static final String POLICY = """
            policy:
              rules:
                - {from: group:admins, to: any, allow: [tcp:22, icmp]}
                - {from: tag:web, to: tag:db, allow: tcp:5432}
                - {from: 192.168.2.0/24, to: tag:web, allow: [tcp:443, udp:443]}
                - {from: tag:web, to: internet, allow: tcp:443}
              tests:
                - {from: tag:web, to: tag:db, accept: tcp:5432, deny: tcp:22}
            """;

    private static final String LONG = """
            mesh: long
            network: {ipv4: 10.3.0.0/16}
            defaults: {os: linux}
            topology: {no-path: [[any, any]]}
            hosts:
              a-very-long-name-of-a-machine-in-some-datacentre-number-17: {endpoint: 203.0.113.1, site: some-site-whose-name-is-as-long-as-its-way, routes: [192.168.1.0/24, 192.168.2.0/24, 10.77.0.0/16]}
              another-long-name-of-a-machine-that-is-hidden-somewhere-18: {behind-nat: true, site: some-site-whose-name-is-as-long-as-its-way}
            """;

    private DrawnMesh() {}

    /** Names as long as they may be. */
    static MeshGraph withLongNames() {
        return graph(LONG);
    }

    /** @param hosts at least 3; the first three are web-0, db-1, cache-2 behind NAT with a network */
    static MeshGraph of(int hosts) {
        return graph(spec(hosts));
    }

    private static MeshGraph graph(String spec) {
        Intent intent = Intent.of(new SpecSource("mesh.yaml", spec), SpecFiles.NONE, Optional.empty());
        return MeshGraph.of(intent.mesh(), intent.policy(), intent.desired());
    }

    private static String spec(int hosts) {
        int sites = Math.max(1, Math.min(SITES.size(), hosts / 12 + 1));
        StringBuilder spec = new StringBuilder("mesh: drawn\nnetwork: {ipv4: 10.3.0.0/16}\ndefaults: {os: linux}\n"
                + "groups: {admins: [anna-laptop]}\ntopology: {hubs: [web-0]}\nhosts:\n");
        for (int i = 0; i < hosts; i++) {
            String role = ROLES.get(i % ROLES.size());
            List<String> keys = new ArrayList<>(List.of("tags: [" + role + "]"));
            keys.add(i % 5 == 2 ? "behind-nat: true" : "endpoint: 203.0." + (113 + i / 250) + "." + (i % 250 + 1));
            if (i % 9 > 0) {
                keys.add("site: " + SITES.get(i % sites));
            }
            if (i == 0) {
                keys.add("exit-node: true");
            }
            if (i == 2) {
                keys.add("routes: [192.168.2.0/24]");
            }
            spec.append("  ").append(role).append('-').append(i).append(": {").append(String.join(", ", keys))
                    .append("}\n");
        }
        return spec
                + "devices:\n  anna-laptop: {public-key: PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=, owner: Anna}\n"
                + POLICY;
    }
}
