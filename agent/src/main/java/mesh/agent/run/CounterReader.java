// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import mesh.key.PublicKey;
import mesh.net.Keepalive;
import mesh.wireguard.PeerReading;
import mesh.wireguard.WireGuardControl;

/** Reads WireGuard beside the loop: a call of its program takes longer than an event. Asked by the loop's thread alone. */
final class CounterReader {
    /**
     * What was read.
     *
     * @param keepalives of peers; empty where these were not asked for
     * @param readAt nanoseconds of when the call began
     */
    record Reading(SortedMap<PublicKey, PeerReading> peers, SortedMap<PublicKey, Keepalive> keepalives,
            long readAt) {}

    private enum Work {
        NONE, RUNS, RUNS_AND_AGAIN
    }

    private final WireGuardControl wireGuard;
    private final IntSupplier pairs;
    private final Consumer<Reading> listener;
    private final Consumer<Optional<String>> problem;
    private final AtomicReference<Work> work = new AtomicReference<>(Work.NONE);
    private final Stir stir = new Stir();
    private final AtomicBoolean wantsKeepalives = new AtomicBoolean();

    /**
     * @param pairs how many there are
     * @param listener told of each reading
     * @param problem told why there was none, or that there was one
     */
    CounterReader(WireGuardControl wireGuard, IntSupplier pairs, Consumer<Reading> listener,
            Consumer<Optional<String>> problem) {
        this.wireGuard = wireGuard;
        this.pairs = pairs;
        this.listener = listener;
        this.problem = problem;
    }

    /** Reads soon. Who asks while it reads is told by the reading after that. */
    void read() {
        stir.read(wireGuard.packets(), System.nanoTime());
        if (work.getAndUpdate(now -> now == Work.NONE ? Work.RUNS : Work.RUNS_AND_AGAIN) == Work.NONE) {
            Thread.ofPlatform().daemon().name("counters").start(this::run);
        }
    }

    /** The same, keepalives too. */
    void readAll() {
        wantsKeepalives.set(true);
        read();
    }

    /** {@link #read}, unless hardly anything has passed since the last reading. */
    void readIfStirred() {
        if (stir.isThere(wireGuard.packets(), pairs.getAsInt(), System.nanoTime())) {
            read();
        }
    }

    /** A bug is told as a problem is: the next reading must not be kept from running. */
    private void run() {
        do {
            work.set(Work.RUNS);
            long readAt = System.nanoTime();
            try {
                listener.accept(new Reading(wireGuard.peers(),
                        wantsKeepalives.getAndSet(false) ? wireGuard.keepalives() : new TreeMap<>(), readAt));
                problem.accept(Optional.empty());
            } catch (IOException | RuntimeException unreadable) {
                problem.accept(Optional.of(String.valueOf(unreadable.getMessage())));
            }
        } while (!work.compareAndSet(Work.RUNS, Work.NONE));
    }
}
