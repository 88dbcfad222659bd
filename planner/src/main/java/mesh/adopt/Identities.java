// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import mesh.adopt.Views.View;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/**
 * Which key is whose, and what everybody is called. A host whose file holds no private key is told by the addresses that
 * others give one of their peers, or by the name that they call it.
 */
final class Identities {
    private static final int MAX_NAME = 63;
    /** A comment of more words is about the peer and does not name it. */
    private static final int MAX_WORDS = 3;

    private final Views views;
    private final Set<String> taken = new HashSet<>();
    private final Map<FoundHost, PublicKey> keys = new LinkedHashMap<>();

    Identities(List<FoundHost> hosts, Views views) {
        this.views = views;
        hosts.forEach(host -> host.config().publicKey().ifPresent(key -> keys.put(host, key)));
        hosts.stream().filter(host -> !keys.containsKey(host))
                .forEach(host -> guess(host).ifPresent(key -> keys.put(host, key)));
    }

    Optional<PublicKey> key(FoundHost host) {
        return Optional.ofNullable(keys.get(host));
    }

    boolean isHost(PublicKey key) {
        return keys.containsValue(key);
    }

    private Optional<PublicKey> guess(FoundHost host) {
        List<PublicKey> free = views.byPeer().keySet().stream().filter(key -> !keys.containsValue(key))
                .filter(key -> views.of(Optional.of(key)).stream().noneMatch(view -> view.viewer().equals(host)))
                .toList();
        List<Cidr> own = host.config().addresses().stream().map(InterfaceAddress::address).map(Cidr::host).toList();
        Optional<PublicKey> byAddress = only(free.stream().filter(key -> views.of(Optional.of(key)).stream()
                .anyMatch(view -> view.peer().allowedIps().stream().anyMatch(own::contains))).toList());
        return byAddress.or(() -> only(free.stream()
                .filter(key -> names(key).stream().anyMatch(name -> host.name().flatMap(Identities::plain)
                        .equals(Optional.of(name))))
                .toList()));
    }

    private static Optional<PublicKey> only(List<PublicKey> keys) {
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    private List<String> names(PublicKey key) {
        return views.byPeer().getOrDefault(key, List.of()).stream().map(View::peer)
                .map(peer -> peer.name().flatMap(Identities::plain).orElse(null)).filter(Objects::nonNull).toList();
    }

    /** The host's own name, else what others call it, else {@code host1} and so on. */
    NodeName name(FoundHost host) {
        Optional<String> own = host.name().flatMap(Identities::plain);
        return free(own.or(() -> key(host).flatMap(key -> Views.mostCommon(names(key)))).orElse("host"),
                own.isPresent());
    }

    /** What its peers call it, else {@code otherwise}. */
    NodeName name(PublicKey key, String otherwise) {
        Optional<String> called = Views.mostCommon(names(key));
        return free(called.orElse(otherwise), called.isPresent() || !otherwise.matches("external|peer"));
    }

    private NodeName free(String wanted, boolean bare) {
        String name = wanted;
        for (int number = 1; !bare && number == 1 || taken.contains(name); number++) {
            name = wanted + (Character.isDigit(wanted.charAt(wanted.length() - 1)) ? "-" : "") + number;
            if (!taken.contains(name)) {
                break;
            }
        }
        taken.add(name);
        return new NodeName(name);
    }

    /** {@code text} as a name: lower case, dashes for all that names do not have; absent where nothing is left. */
    static Optional<String> plain(String text) {
        String bare = text.replaceFirst("(?i)^(name|peer|host|client)\\s*[:=]\\s*", "").strip();
        if (bare.split("\\s+").length > MAX_WORDS || bare.matches("(?i)private-?key.*|public-?key.*")) {
            return Optional.empty();
        }
        String name = bare.toLowerCase(Locale.ROOT).replaceAll("['\u2019]", "").replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = name.substring(0, Math.min(name.length(), MAX_NAME - 4)).replaceAll("-+$", "");
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
    }

    /** Hosts in the order given, each with its key. */
    List<HostSketch> sketches(List<FoundHost> hosts) {
        List<HostSketch> sketches = new ArrayList<>();
        hosts.forEach(host -> sketches.add(new HostSketch(name(host), Optional.of(host), key(host))));
        return sketches;
    }
}
