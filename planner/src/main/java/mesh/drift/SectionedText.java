// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import mesh.drift.InterfaceFacts.PeerFacts;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/** Sections of {@code Name = value} lines: wg-quick(8), systemd.netdev(5) and systemd.network(5). */
final class SectionedText extends ConfigText {
    /** wg-quick makes routes of allowed IPs; networkd is told them one by one. */
    private final boolean routesFollowAllowedIps;

    /** Keys of peers that get their preshared key by a command of wg-quick. */
    private final Set<String> keyedByCommand = new HashSet<>();
    private Optional<PeerDraft> peer = Optional.empty();

    SectionedText(boolean routesFollowAllowedIps) {
        this.routesFollowAllowedIps = routesFollowAllowedIps;
    }

    @Override
    void line(String line) {
        if (line.startsWith("[")) {
            end();
            String section = line.toLowerCase(Locale.ROOT);
            peer = section.equals("[peer]") || section.equals("[wireguardpeer]")
                    ? Optional.of(new PeerDraft())
                    : Optional.empty();
            return;
        }
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
            String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(equals + 1).replaceFirst("\\s#.*", "").strip();
            peer.ifPresentOrElse(draft -> setting(draft, name, value), () -> setting(name, value));
        }
    }

    private void setting(String name, String value) {
        switch (name) {
            case "listenport" -> port(value);
            case "mtu", "mtubytes" -> mtu(value);
            case "address" -> List.of(value.split("[,\\s]+")).forEach(this::address);
            case "destination" -> route(value);
            case "postup" -> command(List.of(value.split("\\s+")));
            default -> {
                // names, descriptions, what other sections hold
            }
        }
    }

    /** {@code wg set %i peer KEY preshared-key FILE}. */
    private void command(List<String> words) {
        int at = words.indexOf("peer");
        if (at >= 0 && at + 1 < words.size() && words.contains("preshared-key")) {
            keyedByCommand.add(words.get(at + 1));
        }
    }

    private static void setting(PeerDraft draft, String name, String value) {
        switch (name) {
            case "publickey" -> draft.key(value);
            case "allowedips" -> List.of(value.split("[,\\s]+")).forEach(draft::allowedIp);
            case "persistentkeepalive" -> draft.keepalive(value);
            case "presharedkey", "presharedkeyfile" -> draft.preshared(true);
            default -> {
                // endpoints roam
            }
        }
    }

    @Override
    void end() {
        peer.ifPresent(draft -> {
            if (keyedByCommand.contains(draft.key())) {
                draft.preshared(true);
            }
            add(draft);
        });
        peer = Optional.empty();
    }

    @Override
    List<Cidr> routes(List<Cidr> written, List<InterfaceAddress> ownAddresses,
            SortedMap<PublicKey, PeerFacts> ownPeers) {
        if (!routesFollowAllowedIps) {
            return written;
        }
        List<Cidr> allowed = ownPeers.values().stream().flatMap(one -> one.allowedIps().stream())
                .filter(network -> ownAddresses.stream().anyMatch(own -> own.address().isV6() == network.isV6()))
                .toList();
        return InterfaceFacts.outside(allowed, ownAddresses);
    }
}
