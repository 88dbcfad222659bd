// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import mesh.desired.DesiredPeer;
import mesh.drift.DriftDocument.Item;
import mesh.drift.InterfaceFacts.PeerFacts;
import mesh.key.PublicKey;
import mesh.live.WatchedRoutes;
import mesh.net.Cidr;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/** The peers of the running interface beside those that were applied. A peer is its key. */
final class PeerDrift {
    private final SortedMap<PublicKey, PeerFacts> applied;
    private final SortedMap<PublicKey, PeerFacts> spec;
    private final SortedMap<PublicKey, PeerFacts> kernel;
    private final Map<PublicKey, String> names = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Predicate<PublicKey> byAgent;
    private final WatchedRoutes watched;

    /** @param byAgent peers whose keepalive the host's agent sets */
    PeerDrift(SortedMap<PublicKey, PeerFacts> applied, SortedMap<PublicKey, PeerFacts> spec,
            SortedMap<PublicKey, PeerFacts> kernel, HostPlan plan,
            Predicate<PublicKey> byAgent, WatchedRoutes watched) {
        this.byAgent = byAgent;
        this.watched = watched;
        this.applied = applied;
        this.spec = spec;
        this.kernel = kernel;
        for (DesiredPeer peer : plan.desired().map(host -> host.peers()).orElse(List.of())) {
            peer.publicKey().ifPresent(key -> names.put(key, peer.name().text()));
        }
        for (Change change : plan.changes()) {
            if (change instanceof Change.PeerRemove removal) {
                removal.name().ifPresent(name -> names.put(removal.publicKey(), name.text()));
            }
        }
    }

    /** Missing ones, then those that differ, then those that nobody applied; each by key. */
    List<Item> items() {
        applied.keySet().stream().filter(spec::containsKey).filter(key -> !kernel.containsKey(key))
                .forEach(this::missing);
        kernel.forEach(this::compare);
        kernel.keySet().stream().filter(key -> !applied.containsKey(key) && !spec.containsKey(key))
                .forEach(this::extra);
        return items;
    }

    private void missing(PublicKey key) {
        items.add(Items.gone("peer-missing", "kernel", name(key), key.base64()).wanted(key.base64())
                .saying("peer " + name(key) + ": not there"));
    }

    /** A key that belonged to a host of the mesh once is called by the host's name. */
    private void extra(PublicKey key) {
        String ips = allowedIps(Objects.requireNonNull(kernel.get(key)));
        String allowed = ips.isEmpty() ? "" : ", allowed ips " + ips;
        Optional<String> name = Optional.ofNullable(names.get(key));
        items.add(name
                .map(host -> Items.extra("peer-extra", "kernel", host, key.base64())
                        .saying("peer " + host + ": not applied by mesh, key " + key + allowed))
                .orElseGet(() -> Items.extra("peer-foreign", "kernel", key.base64(), key.base64())
                        .saying("peer " + key + ": a key that no node has or had" + allowed)));
    }

    private void compare(PublicKey key, PeerFacts found) {
        if (!applied.containsKey(key) && !spec.containsKey(key)) {
            return;
        }
        value("peer-allowed-ips", key, found, this::settledIps);
        if (!byAgent.test(key)) {
            value("peer-keepalive", key, found, facts -> facts.keepalive() + " s");
        }
        value("peer-preshared-key", key, found, facts -> facts.preshared() ? "set" : "none");
    }

    private void value(String kind, PublicKey key, PeerFacts found, Function<PeerFacts, String> value) {
        Optional<String> before = Optional.ofNullable(applied.get(key)).map(value);
        Optional<String> wanted = Optional.ofNullable(spec.get(key)).map(value);
        Optional<String> now = Optional.of(value.apply(found));
        if (now.equals(before) || now.equals(wanted)) {
            return;
        }
        String what = "peer " + name(key) + " " + kind.substring("peer-".length()).replace('-', ' ');
        items.add(Items.differs(kind, "kernel", name(key), before.orElse(""), now.get()).wanted(wanted.orElse(""))
                .compared(what));
    }

    /** Without networks that are with one of the peers that may have them. */
    private String settledIps(PeerFacts facts) {
        return facts.allowedIps().stream().filter(network -> watched.holder(network).isEmpty()).map(Cidr::toString)
                .collect(Collectors.joining(" "));
    }

    private String name(PublicKey key) {
        return names.getOrDefault(key, key.base64());
    }

    private static String allowedIps(PeerFacts facts) {
        return facts.allowedIps().stream().map(Cidr::toString).collect(Collectors.joining(" "));
    }
}
