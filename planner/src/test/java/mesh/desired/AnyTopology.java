// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.spec.SpecSource;

/** Specs of some hosts, devices and an external peer in any topology, each from a number. Hosts stand in any order. */
final class AnyTopology {
    private static final List<String> REACH = List.of("endpoint: 203.0.113.%d", "behind-nat: true", "mtu: 1400",
            "endpoint: [{address: 192.168.1.%d, site: home}], behind-nat: true", "endpoint: '2001:db8::%d'",
            "endpoint: [198.51.100.%d, {address: 192.168.1.%1$d, site: home}]");
    private static final List<String> SITES = List.of("", ", site: home", ", site: work");

    private final Random random;
    private final int hosts;

    AnyTopology(long seed) {
        this.random = new Random(seed);
        this.hosts = 2 + random.nextInt(5);
    }

    /** The spec's text, its hosts shuffled by {@code order}. */
    String text(long order) {
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            blocks.add(host(i));
        }
        String rest = devices() + "topology:\n" + topology();
        Collections.shuffle(blocks, new Random(order));
        return "mesh: any\nnetwork: {ipv4: 10.9.0.0/24}\ndefaults: {os: linux}\nhosts:\n" + String.join("", blocks)
                + rest;
    }

    static Mesh mesh(String text) {
        return MeshBuilder.read(new SpecSource("mesh.yaml", text)).mesh();
    }

    private String host(int number) {
        String reach = REACH.get(random.nextInt(REACH.size())).formatted(number + 1);
        String routes = random.nextInt(3) == 0 ? ", routes: [10.%d.0.0/16]".formatted(20 + number) : "";
        String tags = random.nextBoolean() ? ", tags: [web]" : "";
        return "  h%d: {%s%s%s%s}\n".formatted(number, reach, SITES.get(random.nextInt(3)), routes, tags);
    }

    private String devices() {
        return "devices:\n  d0: {public-key: PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=}\n"
                + "  d1: {public-key: ambDNMhk/EuoX4F2+kHGn5UlUB8RalccROFoB8Q/OVQ=}\n"
                + "externals:\n  x0: {public-key: d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=, "
                + "allowed-ips: [10.44.0.0/16]" + (random.nextBoolean() ? ", endpoint: 'vpn.example.net:5'" : "")
                + "}\n";
    }

    private String topology() {
        List<String> hubs = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            if (random.nextInt(4) == 0) {
                hubs.add("h" + i);
            }
        }
        Collections.shuffle(hubs, random);
        String links = switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> hubs.isEmpty() ? "" : "  links: hub-and-spoke\n";
            default -> "  links: " + pairs(4) + "\n";
        };
        return links + "  hubs: " + hubs + "\n  no-path: " + pairs(2) + "\n";
    }

    private String pairs(int most) {
        List<String> pairs = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            pairs.add("[" + selector() + ", " + selector() + "]");
        }
        return pairs.toString();
    }

    private String selector() {
        return switch (random.nextInt(5)) {
            case 0 -> "any";
            case 1 -> "'tag:web'";
            case 2 -> "d" + random.nextInt(2);
            default -> "h" + random.nextInt(hosts);
        };
    }
}
