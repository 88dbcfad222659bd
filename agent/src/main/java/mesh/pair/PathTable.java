// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;
import mesh.net.TransportAddress;

/** Addresses of the peer: those that it told, and a few from which it was heard besides. */
final class PathTable {
    static final int MOST_TOLD = 32;
    static final int MOST_LEARNT = 8;

    private final Set<IpAddress> inside;
    private final Map<TransportAddress, Path> told = new LinkedHashMap<>();
    private final Map<TransportAddress, Path> learnt = new LinkedHashMap<>();

    PathTable(Set<IpAddress> inside) {
        this.inside = inside;
    }

    /** What the peer told before and does not any more is dropped. The paths that were not known. */
    List<Path> told(Collection<TransportAddress> addresses) {
        Map<TransportAddress, Path> before = new LinkedHashMap<>(told);
        List<Path> fresh = new ArrayList<>();
        told.clear();
        addresses.stream().filter(this::isUsable).distinct().limit(MOST_TOLD).forEach(address -> {
            Path known = before.getOrDefault(address, learnt.remove(address));
            Path path = known == null ? new Path(address) : known;
            told.put(address, path);
            if (known == null) {
                fresh.add(path);
            }
        });
        return fresh;
    }

    /** The peer was heard from there. Present if that is not known yet; the one learnt first is dropped for it. */
    Optional<Path> learnt(TransportAddress address) {
        if (!isUsable(address) || at(address).isPresent()) {
            return Optional.empty();
        }
        if (learnt.size() == MOST_LEARNT) {
            learnt.remove(learnt.keySet().iterator().next());
        }
        Path path = new Path(address);
        learnt.put(address, path);
        return Optional.of(path);
    }

    Optional<Path> at(TransportAddress address) {
        return Optional.ofNullable(told.getOrDefault(address, learnt.get(address)));
    }

    List<Path> all() {
        List<Path> all = new ArrayList<>(told.values());
        all.addAll(learnt.values());
        return all;
    }

    /** The best of those that were proved both ways and are not blocked. */
    Optional<Path> best(Backoffs backoffs, long now) {
        return all().stream().filter(path -> path.isProvedBothWays(now))
                .filter(path -> path.way().filter(way -> !backoffs.blocks(way, now)).isPresent())
                .min(Comparator.comparingLong(Path::score));
    }

    /** What speaks against the addresses that answered; empty if none did. */
    Optional<String> whyNone(Backoffs backoffs, long now) {
        List<Path> answered = all().stream().filter(Path::wasAnswered).toList();
        if (answered.isEmpty()) {
            return Optional.empty();
        }
        long blocked = answered.stream().filter(path -> backoffs.blocks(path.way().orElseThrow(), now)).count();
        if (blocked == answered.size()) {
            return Optional.of("probes pass, WireGuard's packets do not; next try in "
                    + Math.ceilDiv(backoffs.nextAt(now) - now, Moment.seconds(60)) + " min");
        }
        return Optional.of(answered.stream().anyMatch(Path::wasProved)
                ? "packets pass in one direction only"
                : "packets of full size do not pass");
    }

    void forgetProofs() {
        all().forEach(Path::forget);
    }

    void clear() {
        told.clear();
        learnt.clear();
    }

    /** Not what leads back to this host, into the tunnel itself, or to many. */
    boolean isUsable(TransportAddress address) {
        return !inside.contains(address.address()) && switch (address.address()) {
            case IpV4 v4 -> v4.unsigned() >>> 24 != 127 && v4.unsigned() >>> 24 != 0 && v4.unsigned() >>> 28 < 0xe;
            case IpV6 v6 -> !(v6.high() == 0 && v6.low() >>> 1 == 0) && v6.high() >>> 56 != 0xff;
        };
    }
}
