// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.time.Duration;
import java.util.List;

import mesh.lab.LabException;
import mesh.lab.LabWait;

/** Two hosts with agents that know each other, and a hundred pings a second between them, while things go wrong. */
public final class LivePair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SceneHost a;
    private final SceneHost b;
    private final Pings pings;

    private LivePair(SceneHost a, SceneHost b, Pings pings) {
        this.a = a;
        this.b = b;
        this.pings = pings;
    }

    /** Starts both agents, and pings from the first host; the first answer has come when this returns. */
    public static LivePair start(NatScene scene, SceneHost a, SceneHost b) {
        a.addPeer(b);
        b.addPeer(a);
        a.startAgent(List.of(b), scene.relays());
        b.startAgent(List.of(a), scene.relays());
        a.awaitReady();
        b.awaitReady();
        LivePair pair = new LivePair(a, b, Pings.start(a.host(), b.meshAddress()));
        try {
            LabWait.until("a packet", PATIENCE, () -> pair.pings.firstAnswer() > 0);
        } catch (LabException nothingCame) {
            String logs = pair.logs();
            pair.close();
            throw new LabException(nothingCame.getMessage() + logs, nothingCame);
        }
        return pair;
    }

    /** Waits until both say that they are direct. */
    public LivePair awaitDirect() {
        return await("direct", () -> a.view(b).direct() && b.view(a).direct());
    }

    /** Waits until both say that they use a relay. */
    public LivePair awaitRelay() {
        return await("relay", () -> a.view(b).path().equals("relay") && b.view(a).path().equals("relay"));
    }

    /** Waits until the first says that it tries a path. */
    public LivePair awaitTrial() {
        return await("trial", () -> a.view(b).path().equals("trial"));
    }

    private LivePair await(String what, java.util.function.BooleanSupplier condition) {
        try {
            LabWait.until(what, PATIENCE, condition);
            return this;
        } catch (LabException inVain) {
            throw new LabException(inVain.getMessage() + logs(), inVain);
        }
    }

    /**
     * Lets something happen, and waits until pings are answered again, for a second at least.
     *
     * @return the longest time without an answer, in seconds
     */
    public double outage(Runnable event, Duration limit) {
        double before = System.currentTimeMillis();
        event.run();
        double after = System.currentTimeMillis();
        try {
            LabWait.until("answers again", limit, () -> System.currentTimeMillis() - after > 1_000
                    && pings.answeredAfter(System.currentTimeMillis() - 100));
        } catch (LabException inVain) {
            throw new LabException(inVain.getMessage() + logs(), inVain);
        }
        return pings.longestGapSeconds(before, Double.MAX_VALUE);
    }

    /** Pings that were not answered so far. */
    public int lost() {
        return pings.lost(0, Double.MAX_VALUE);
    }

    /** What both agents printed. */
    public String logs() {
        return "\n--- " + a.host().name() + "\n" + a.agentLog() + "--- " + b.host().name() + "\n" + b.agentLog();
    }

    /** Nothing of it stays. */
    @Override
    public void close() {
        pings.end();
        for (SceneHost host : List.of(a, b)) {
            host.stopAgent();
        }
        a.removePeer(b);
        b.removePeer(a);
    }
}
