// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/** Sections of {@code Name = value} lines: wg-quick(8), wg(8), systemd.netdev(5) and systemd.network(5). */
final class SectionedReader extends ConfigReader {
    /** Settings whose absence means the same, in lower case, with their value. */
    private static final Set<String> HARMLESS = Set.of("table=auto", "fwmark=0", "fwmark=off", "saveconfig=false",
            "kind=wireguard", "firewallmark=0", "routetable=off", "linklocaladdressing=no", "ipv6acceptra=no",
            "requiredforonline=no", "scope=link");
    /** Settings that say nothing about packets. */
    private static final Set<String> SILENT = Set.of("description", "privatekeyfile");
    /** What mesh itself writes. */
    private static final String OWN_COMMAND = "sh /etc/mesh/%i/ground up";
    /** Beginnings of commands that make a route; the network, {@code dev} and the interface follow. */
    private static final Set<String> ROUTE = Set.of("ip route add", "ip -4 route add", "ip -6 route add",
            "ip route replace", "ip -4 route replace", "ip -6 route replace");
    private static final int ROUTE_END = 3;
    private static final String LIST = "[,\\s]+";

    /** wg-quick makes routes of allowed IPs unless it is told not to; networkd is told them one by one. */
    private final boolean routesFollowAllowedIps;

    /** Where wg-quick is told to make none. */
    private Optional<Place> noRoutes = Optional.empty();
    /** Keys of peers that get their preshared key by a command of wg-quick. */
    private final Set<String> keyedByCommand = new HashSet<>();
    private final List<PeerDraft> drafts = new ArrayList<>();
    private Optional<PeerDraft> peer = Optional.empty();
    private String comment = "";

    SectionedReader(boolean routesFollowAllowedIps) {
        this.routesFollowAllowedIps = routesFollowAllowedIps;
    }

    @Override
    void line(String line) {
        int equals = line.indexOf('=');
        if (line.startsWith("[")) {
            open(line.toLowerCase(Locale.ROOT));
        } else if (line.startsWith("#") || line.startsWith(";")) {
            comment = line.substring(1).strip();
            peer.filter(draft -> draft.key().isEmpty()).ifPresent(draft -> draft.name(comment));
        } else if (equals > 0) {
            String name = line.substring(0, equals).strip();
            String value = line.substring(equals + 1).replaceFirst("\\s#.*", "").strip();
            peer.ifPresentOrElse(draft -> setting(draft, name, value), () -> setting(name, value));
            comment = "";
        } else if (line.isEmpty()) {
            comment = "";
        } else {
            leftover(line.split("\\s+", 2)[0]);
        }
    }

    private void open(String header) {
        peer = header.equals("[peer]") || header.equals("[wireguardpeer]")
                ? Optional.of(new PeerDraft(this))
                : Optional.empty();
        peer.ifPresent(draft -> {
            draft.name(comment);
            drafts.add(draft);
        });
        comment = "";
    }

    private void setting(String name, String value) {
        String low = name.toLowerCase(Locale.ROOT);
        switch (low) {
            case "listenport" -> port(value);
            case "mtu", "mtubytes" -> mtu(value);
            case "address" -> List.of(value.split(LIST)).forEach(this::address);
            case "destination" -> route(value);
            case "privatekey" -> privateKey(value);
            case "publickey" -> parsed(name, value, PublicKey::parse).ifPresent(this::publicKey);
            case "name" -> interfaceName(value);
            case "table" -> table(name, value);
            case "postup" -> command(List.of(value.split("\\s+")), name);
            case "preup" -> {
                if (!value.equals(OWN_COMMAND)) {
                    leftover(name);
                }
            }
            default -> {
                if (!SILENT.contains(low) && !HARMLESS.contains(low + "=" + value.toLowerCase(Locale.ROOT))) {
                    leftover(name);
                }
            }
        }
    }

    private void table(String name, String value) {
        if (routesFollowAllowedIps && value.equals("off")) {
            noRoutes = Optional.of(place());
        } else if (!HARMLESS.contains("table=" + value.toLowerCase(Locale.ROOT))) {
            leftover(name);
        }
    }

    /**
     * {@code ip -4 route add NETWORK dev %i} makes a route, {@code wg set %i private-key FILE} and
     * {@code wg set %i peer KEY preshared-key FILE} put keys in; nothing else.
     */
    private void command(List<String> words, String name) {
        if (isRoute(words)) {
            route(words.get(words.size() - ROUTE_END));
            return;
        }
        boolean sets = words.size() > 3 && words.getFirst().equals("wg") && words.get(1).equals("set");
        int at = words.indexOf("peer");
        if (sets && at >= 0 && at + 1 < words.size() && words.contains("preshared-key")) {
            keyedByCommand.add(words.get(at + 1));
        }
        boolean keysOnly = sets && (words.size() == 5 && words.get(3).equals("private-key")
                || words.size() == 7 && words.get(3).equals("peer") && words.get(5).equals("preshared-key"));
        if (!keysOnly || words.getLast().startsWith("<")) {
            leftover(name);
        }
    }

    private static boolean isRoute(List<String> words) {
        return words.size() > ROUTE_END && words.getLast().equals("%i")
                && ROUTE.contains(String.join(" ", words.subList(0, words.size() - ROUTE_END)))
                && words.get(words.size() - 2).equals("dev");
    }

    private void setting(PeerDraft draft, String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "publickey" -> draft.key(value);
            case "allowedips" -> List.of(value.split(LIST)).stream().filter(word -> !word.isEmpty())
                    .forEach(draft::allowedIp);
            case "persistentkeepalive" -> draft.keepalive(value);
            case "presharedkey", "presharedkeyfile" -> draft.preshared(true);
            case "endpoint" -> draft.endpoint(value);
            default -> leftover(name);
        }
    }

    @Override
    void end() {
        for (PeerDraft draft : drafts) {
            if (keyedByCommand.contains(draft.key())) {
                draft.preshared(true);
            }
            add(draft);
        }
        drafts.clear();
        peer = Optional.empty();
        comment = "";
    }

    @Override
    List<Cidr> routes(List<Cidr> inFiles, List<InterfaceAddress> ownAddresses, List<PeerConfig> ownPeers) {
        if (!routesFollowAllowedIps) {
            return inFiles;
        }
        List<Cidr> followed = ownPeers.stream().flatMap(one -> one.allowedIps().stream())
                .filter(network -> ownAddresses.stream().anyMatch(own -> own.address().isV6() == network.isV6()))
                .toList();
        if (noRoutes.isEmpty()) {
            return followed;
        }
        // A spec says the same where these are the routes that it would make.
        boolean isSame = followed.stream().allMatch(network -> inFiles.contains(network)
                || ownAddresses.stream().anyMatch(own -> own.connected().contains(network)));
        noRoutes.filter(where -> !isSame).ifPresent(where -> leftover(where, "Table"));
        return inFiles;
    }
}
