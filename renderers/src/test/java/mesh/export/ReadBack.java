// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the readers of each format would understand. Written from the formats' manuals; shares no code with what wrote.
 *
 * @param values of the device itself: key, addresses, mtu
 * @param peers by public key: endpoint, keepalive and allowed IPs
 */
record ReadBack(SortedMap<String, String> values, SortedMap<String, String> peers) {
    private record Section(String name, Map<String, List<String>> keys) {
        String one(String key) {
            return String.join(",", keys.getOrDefault(key, List.of("")));
        }
    }

    private static void put(ReadBack into, String key, String addresses, String mtu) {
        into.values.put("key", key);
        into.values.put("addresses", addresses);
        into.values.put("mtu", mtu);
    }

    private static <T> T of(Map<String, T> values, String key) {
        return Optional.ofNullable(values.get(key)).orElseThrow(() -> new IllegalArgumentException("no " + key));
    }

    private static ReadBack empty() {
        return new ReadBack(new TreeMap<>(), new TreeMap<>());
    }

    private void peer(String key, String endpoint, String keepalive, String allowedIps) {
        String sorted = String.join(" ", Arrays.stream(allowedIps.split("[,; ]+")).sorted().toList());
        if (peers.put(key, endpoint + " " + (keepalive.isEmpty() ? "0" : keepalive) + " " + sorted) != null) {
            throw new IllegalArgumentException("peer " + key + " twice");
        }
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        for (String line : text.lines().map(String::strip).filter(one -> !one.isEmpty() && !one.startsWith("#"))
                .toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                sections.add(new Section(line.substring(1, line.length() - 1), new LinkedHashMap<>()));
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("no key=value: " + line);
            }
            sections.getLast().keys.computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>())
                    .add(line.substring(equals + 1).strip());
        }
        return sections;
    }

    static ReadBack wgQuick(String text) {
        ReadBack read = empty();
        for (Section section : sections(text)) {
            switch (section.name) {
                case "Interface" -> put(read, section.one("PrivateKey"), section.one("Address").replace(" ", ""),
                        section.one("MTU"));
                case "Peer" -> read.peer(section.one("PublicKey"), section.one("Endpoint"),
                        section.one("PersistentKeepalive"), section.one("AllowedIPs"));
                default -> throw new IllegalArgumentException("wg-quick knows no section " + section.name);
            }
        }
        return read;
    }

    static ReadBack networkd(String netdev, String network) {
        ReadBack read = empty();
        SortedMap<String, Section> single = new TreeMap<>();
        for (Section section : sections(netdev)) {
            if (section.name.equals("WireGuardPeer")) {
                read.peer(section.one("PublicKey"), section.one("Endpoint"), section.one("PersistentKeepalive"),
                        section.one("AllowedIPs"));
            } else {
                single.put(section.name, section);
            }
        }
        sections(network).forEach(section -> single.put(section.name, section));
        if (!of(single, "NetDev").one("Name").equals(of(single, "Match").one("Name"))) {
            throw new IllegalArgumentException("the network is of another device");
        }
        put(read, of(single, "WireGuard").one("PrivateKey"), of(single, "Network").one("Address"),
                of(single, "NetDev").one("MTUBytes"));
        return read;
    }

    static ReadBack networkManager(String text) {
        ReadBack read = empty();
        SortedMap<String, Section> single = new TreeMap<>();
        for (Section section : sections(text)) {
            if (section.name.startsWith("wireguard-peer.")) {
                read.peer(section.name.substring("wireguard-peer.".length()), section.one("endpoint"),
                        section.one("persistent-keepalive"), section.one("allowed-ips"));
            } else {
                single.put(section.name, section);
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String family : List.of("ipv4", "ipv6")) {
            Section section = of(single, family);
            if (section.one("method").equals("manual")) {
                addresses.add(section.one("address1"));
            }
        }
        put(read, of(single, "wireguard").one("private-key"), String.join(",", addresses),
                of(single, "wireguard").one("mtu"));
        return read;
    }

    /** The syntax of UCI, strictly: config, option and list, each value in quotes. */
    static ReadBack uci(String text) {
        ReadBack read = empty();
        Pattern syntax = Pattern.compile("(config|\\toption|\\tlist) ([a-z0-9_]+) '([^']*)'");
        List<Section> sections = new ArrayList<>();
        for (String line : text.lines().filter(one -> !one.isBlank() && !one.strip().startsWith("#")).toList()) {
            Matcher match = syntax.matcher(line);
            if (!match.matches()) {
                throw new IllegalArgumentException("not UCI: " + line);
            }
            if (match.group(1).equals("config")) {
                if (!match.group(3).matches("[A-Za-z0-9_]+")) {
                    throw new IllegalArgumentException("no name of a section: " + match.group(3));
                }
                sections.add(new Section(match.group(2), new LinkedHashMap<>()));
            } else {
                sections.getLast().keys.computeIfAbsent(match.group(2), key -> new ArrayList<>()).add(match.group(3));
            }
        }
        for (Section section : sections) {
            if (section.name.equals("interface")) {
                put(read, section.one("private_key"), section.one("addresses"), section.one("mtu"));
            } else if (section.name.equals("wireguard_wg0")) {
                String host = section.one("endpoint_host");
                read.peer(section.one("public_key"),
                        (host.contains(":") ? "[" + host + "]" : host) + ":" + section.one("endpoint_port"),
                        section.one("persistent_keepalive"), section.one("allowed_ips"));
            }
        }
        return read;
    }

    static ReadBack routerOs(String text) {
        ReadBack read = empty();
        List<String> addresses = new ArrayList<>();
        Map<String, String> own = new LinkedHashMap<>();
        for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
            String[] parts = line.split(" add ", 2);
            Map<String, String> given = new LinkedHashMap<>();
            Matcher match = Pattern.compile("([a-z-]+)=(?:\"([^\"]*)\"|([^\" ]+))( |$)").matcher(parts[1]);
            int end = 0;
            while (match.find() && match.start() == end) {
                end = match.end();
                given.put(match.group(1), match.group(2) == null ? match.group(3) : match.group(2));
            }
            if (end != parts[1].length()) {
                throw new IllegalArgumentException("not a command: " + line);
            }
            switch (parts[0]) {
                case "/interface wireguard" -> own.putAll(given);
                case "/ip address", "/ipv6 address" -> addresses.add(of(given, "address"));
                case "/interface wireguard peers" -> {
                    String host = of(given, "endpoint-address");
                    read.peer(of(given, "public-key"),
                            (host.contains(":") ? "[" + host + "]" : host) + ":" + given.get("endpoint-port"),
                            given.getOrDefault("persistent-keepalive", "0").replace("s", ""),
                            of(given, "allowed-address"));
                }
                case "/ip route", "/ipv6 route" -> own.merge("routes", of(given, "dst-address"), (a, b) -> a + " " + b);
                default -> throw new IllegalArgumentException("no such menu: " + parts[0]);
            }
        }
        put(read, own.getOrDefault("private-key", ""), String.join(",", addresses), of(own, "mtu"));
        read.values.put("routes", of(own, "routes"));
        return read;
    }
}
