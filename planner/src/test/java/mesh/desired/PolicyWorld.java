// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small world with a policy, each from a number: its spec, and by itself who may send what to whom. Reads the rules as a
 * person would, packet by packet; uses nothing of the program, not even its addresses.
 */
final class PolicyWorld {
    /** Of which packets are made: protocol and destination port, 0 where there is none. */
    static final List<Packet> PACKETS = List.of(new Packet("tcp", 22), new Packet("tcp", 25), new Packet("tcp", 443),
            new Packet("tcp", 65535), new Packet("udp", 53), new Packet("udp", 443), new Packet("tcp", 19),
            new Packet("tcp", 20), new Packet("tcp", 30), new Packet("tcp", 31), new Packet("udp", 52),
            new Packet("icmp", 0), new Packet("gre", 0));
    static final String PUBLIC = "8.8.4.4";
    private static final List<String> ALLOW = List.of("any", "icmp", "tcp", "udp", "tcp:22", "tcp:20-30", "udp:53",
            "tcp:443", "udp:443", "udp:1-52", "tcp:26-442");
    private static final List<String> TAGS = List.of("web", "db");
    private static final String PARTNER = "10.44.0.0/16";

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    /** @param port 0 where the protocol has none */
    record Packet(String protocol, int port) {}

    /** @param networks behind it; of an external peer all that it is */
    record Node(String name, String address, List<String> networks, List<String> tags, String reach) {
        boolean isHost() {
            return name.startsWith("h");
        }
    }

    private record Rule(List<String> from, List<String> to, List<String> allow) {}

    PolicyWorld(long seed) {
        random = new Random(seed);
        int hosts = 2 + random.nextInt(4);
        for (int i = 0; i < hosts; i++) {
            boolean hidden = i > 0 && random.nextInt(3) == 0;
            nodes.add(new Node("h" + i, "10.9.0." + (10 + i),
                    random.nextInt(3) == 0 ? List.of("192.168." + i + ".0/24") : List.of(), i == 0 ? TAGS : some(TAGS),
                    (hidden ? "behind-nat: true" : "endpoint: 203.0.113." + (i + 1))
                            + (i == 0 ? ", exit-node: true" : i == 1 ? ", use-exit: h0" : "")));
        }
        for (int i = 0; i < 2; i++) {
            nodes.add(new Node("d" + i, "10.9.0." + (50 + i), List.of(), some(TAGS), ""));
        }
        nodes.add(new Node("x0", "", List.of(PARTNER), List.of(), ""));
        groups.put("low", Stream.of(name(), name(), "tag:web").distinct().toList());
        groups.put("high", List.of("group:low", name()));
        for (int i = random.nextInt(5); i >= 0; i--) {
            rules.add(new Rule(selectors(false), selectors(true), several(ALLOW)));
        }
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    private String name() {
        return nodes.get(random.nextInt(nodes.size())).name;
    }

    private List<String> some(List<String> words) {
        return words.stream().filter(word -> random.nextInt(3) == 0).toList();
    }

    private List<String> several(List<String> words) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String word = words.get(random.nextInt(words.size()));
            if (!chosen.contains(word)) {
                chosen.add(word);
            }
        }
        return chosen;
    }

    private List<String> selectors(boolean internet) {
        List<String> words = new ArrayList<>(List.of("any", "group:low", "group:high", PARTNER, "10.44.3.0/24",
                name(), name(), name(), name()));
        nodes.stream().flatMap(node -> node.tags.stream()).forEach(tag -> words.add("tag:" + tag));
        nodes.stream().filter(Node::isHost).flatMap(node -> node.networks.stream())
                .forEach(
                        network -> words.addAll(List.of(network, network.replace(".0/24", ".0/30"), "192.168.0.0/16")));
        if (internet) {
            words.add("internet");
        }
        return several(words);
    }

    /** The spec; everything whose order should not matter is shuffled by {@code order}. */
    String spec(long order) {
        Random other = new Random(order);
        List<String> sections = new ArrayList<>();
        sections.add("network: {ipv4: 10.9.0.0/24}\n");
        sections.add("defaults: {os: linux}\n");
        sections.add("topology: {hubs: [h0]}\n");
        sections.add("hosts:\n" + shuffled(nodes.stream().filter(Node::isHost).map(node -> "  " + node.name
                + ": {address: " + node.address + ", " + node.reach + list("routes", node.networks, other)
                + list("tags", node.tags, other) + "}\n").toList(), other, ""));
        sections.add("devices:\n" + shuffled(nodes.stream().filter(node -> node.name.startsWith("d"))
                .map(node -> "  " + node.name + ": {address: " + node.address + ", public-key: "
                        + (node.name.equals("d0")
                                ? "PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q="
                                : "ambDNMhk/EuoX4F2+kHGn5UlUB8RalccROFoB8Q/OVQ=")
                        + list("tags", node.tags, other) + "}\n")
                .toList(), other, ""));
        sections.add("externals:\n  x0: {public-key: d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=, "
                + "allowed-ips: [" + PARTNER + "], endpoint: 'vpn.example.net:5'}\n");
        List<String> named = new ArrayList<>();
        groups.forEach(
                (name, members) -> named.add("  " + name + ": [" + shuffled(quoted(members), other, ", ") + "]\n"));
        sections.add("groups:\n" + shuffled(named, other, ""));
        sections.add("policy:\n  rules:\n" + shuffled(rules.stream().map(rule -> "    - {from: ["
                + shuffled(quoted(rule.from), other, ", ") + "], to: [" + shuffled(quoted(rule.to), other, ", ")
                + "], allow: [" + shuffled(quoted(rule.allow), other, ", ") + "]}\n").toList(), other, ""));
        return "mesh: any\n" + shuffled(sections, other, "");
    }

    private static String list(String key, List<String> values, Random other) {
        return values.isEmpty() ? "" : ", " + key + ": [" + shuffled(values, other, ", ") + "]";
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").toList();
    }

    private static String shuffled(List<String> parts, Random other, String between) {
        List<String> all = new ArrayList<>(parts);
        Collections.shuffle(all, other);
        return String.join(between, all);
    }

    /** Whether some rule lets {@code from} send this to {@code to} first; both are IPv4 addresses. */
    boolean allows(String from, String to, Packet packet) {
        return rules.stream().anyMatch(rule -> rule.from.stream().anyMatch(word -> means(word, from))
                && rule.to.stream().anyMatch(word -> means(word, to))
                && rule.allow.stream().anyMatch(word -> contains(word, packet)));
    }

    private boolean means(String word, String address) {
        if (word.equals("internet")) {
            return address.equals(PUBLIC);
        }
        if (word.equals("any")) {
            return !address.equals(PUBLIC);
        }
        if (word.startsWith("group:")) {
            return groups.getOrDefault(word.substring(6), List.of()).stream()
                    .anyMatch(member -> means(member, address));
        }
        if (word.startsWith("tag:")) {
            return nodes.stream()
                    .anyMatch(node -> node.tags.contains(word.substring(4)) && node.address.equals(address));
        }
        if (word.contains("/")) {
            return lies(address, word);
        }
        Node node = nodes.stream().filter(one -> one.name.equals(word)).findFirst().orElseThrow();
        return node.name.equals("x0") ? lies(address, PARTNER) : node.address.equals(address);
    }

    /** What an item of {@code allow} says, as the documentation has it. */
    static boolean contains(String item, Packet packet) {
        if (item.equals("any") || item.equals(packet.protocol)) {
            return true;
        }
        String[] parts = item.split("[:-]");
        return parts.length > 1 && parts[0].equals(packet.protocol) && packet.port >= Integer.parseInt(parts[1])
                && packet.port <= Integer.parseInt(parts[parts.length - 1]);
    }

    /** Whether the first bits of an IPv4 address are those of a network. */
    static boolean lies(String address, String network) {
        String[] parts = network.split("/");
        int length = Integer.parseInt(parts[1]);
        return length == 0 || bits(address) >>> (32 - length) == bits(parts[0]) >>> (32 - length);
    }

    private static int bits(String address) {
        int bits = 0;
        for (String part : address.split("\\.")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }
}
