// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

import mesh.name.NodeName;

/**
 * Which relay is home. The nearest one, told by its shortest latency of the last 5 minutes; but a home is kept unless
 * another is at least 10 ms nearer <em>and</em> takes less than two thirds of the time, so that two alike never take
 * turns. A home that is heard is kept while nobody can be measured. Before anything is measured, the first that is connected
 * is home for the time being; where nothing answers at all, chance decides, once.
 * Not safe for concurrent use.
 */
final class HomeChooser {
    static final Duration MEMORY = Duration.ofMinutes(5);
    static final Duration WORTH_MOVING = Duration.ofMillis(10);

    /** How lately a frame must have come from a relay that could not be measured. */
    static final Duration HEARD = Duration.ofSeconds(8);

    private record Measured(long atNanos, Duration latency) {}

    private final RandomGenerator random;
    private final SequencedMap<NodeName, Deque<Measured>> history = new LinkedHashMap<>();
    private Optional<NodeName> home = Optional.empty();
    private boolean isProvisional;

    HomeChooser(RandomGenerator random) {
        this.random = random;
    }

    /** A relay answered after {@code latency}. */
    void measured(NodeName relay, Duration latency, long nowNanos) {
        recent(relay, nowNanos).addLast(new Measured(nowNanos, latency));
    }

    private Deque<Measured> recent(NodeName relay, long nowNanos) {
        Deque<Measured> measured = history.computeIfAbsent(relay, key -> new ArrayDeque<>());
        while (!measured.isEmpty() && nowNanos - measured.getFirst().atNanos() > MEMORY.toNanos()) {
            measured.removeFirst();
        }
        return measured;
    }

    Optional<NodeName> home() {
        return home;
    }

    /**
     * Chooses, and remembers it.
     *
     * @param usable the relays that can be home, in the order of the mesh: not those to which no connection comes about,
     *     since STUN may answer where TCP is dead
     * @param heard those of which a frame came within {@link #HEARD}
     */
    Optional<NodeName> choose(List<NodeName> usable, List<NodeName> heard, long nowNanos) {
        SequencedMap<NodeName, Duration> latencies = latencies(usable, nowNanos);
        Optional<NodeName> nearest = nearest(latencies);
        if (home.isEmpty() || !usable.contains(home.get()) || isProvisional && nearest.isPresent()) {
            Optional<NodeName> connected = heard.stream().filter(usable::contains).findFirst();
            isProvisional = nearest.isEmpty() && connected.isPresent();
            home = nearest.or(() -> connected).or(() -> anyOf(usable));
        } else if (nearest.isPresent() && isWorthMoving(home.get(), nearest.get(), latencies, heard)) {
            home = nearest;
        }
        return home;
    }

    /** The next best of {@code usable} besides home; chance decides where nothing was measured. */
    Optional<NodeName> second(List<NodeName> usable, long nowNanos) {
        List<NodeName> others = usable.stream().filter(relay -> !Optional.of(relay).equals(home)).toList();
        return nearest(latencies(others, nowNanos)).or(() -> others.stream().findFirst());
    }

    private static boolean isWorthMoving(NodeName home, NodeName nearest, Map<NodeName, Duration> latencies,
            List<NodeName> heard) {
        Duration of = latencies.get(home);
        Duration other = latencies.get(nearest);
        if (of == null || other == null) {
            return !heard.contains(home);
        }
        return of.minus(other).compareTo(WORTH_MOVING) >= 0
                && other.multipliedBy(3).compareTo(of.multipliedBy(2)) < 0;
    }

    private SequencedMap<NodeName, Duration> latencies(List<NodeName> relays, long nowNanos) {
        SequencedMap<NodeName, Duration> latencies = new LinkedHashMap<>();
        for (NodeName relay : relays) {
            recent(relay, nowNanos).stream().map(Measured::latency).min(Comparator.naturalOrder())
                    .ifPresent(latency -> latencies.put(relay, latency));
        }
        return latencies;
    }

    private static Optional<NodeName> nearest(SequencedMap<NodeName, Duration> latencies) {
        return latencies.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private Optional<NodeName> anyOf(List<NodeName> usable) {
        return usable.isEmpty() ? Optional.empty() : Optional.of(usable.get(random.nextInt(usable.size())));
    }
}
