// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

import mesh.lab.LabException;

/** Lets the first host of one kind and the second of another find each other. */
public final class PairTrial {

    /** How long a path that exists may take, in milliseconds; the target is 3,000. */
    private static final int PATIENCE = 15_000;

    /** How long it is watched that no direct path comes up where there is none. */
    private static final int WATCHED = 6_000;

    /** How long both have been direct before the path dies. */
    private static final int CALM = 1_500;

    private final NatScene scene;
    private final NetworkKind first;
    private final NetworkKind second;
    private final SceneHost a;
    private final SceneHost b;

    private PairTrial(NatScene scene, NetworkKind first, NetworkKind second) {
        this.scene = scene;
        this.first = first;
        this.second = second;
        this.a = scene.host(first, false);
        this.b = scene.host(second, true);
    }

    /** Runs one; nothing of it stays. Trials that have no host in common may run at the same time. */
    public static PairResult run(NatScene scene, NetworkKind first, NetworkKind second) {
        PairTrial trial = new PairTrial(scene, first, second);
        try {
            return trial.run();
        } finally {
            trial.clear();
        }
    }

    private PairResult run() {
        a.addPeer(b);
        b.addPeer(a);
        try (EndpointWatch atA = new EndpointWatch(a, b); EndpointWatch atB = new EndpointWatch(b, a)) {
            a.startAgent(List.of(b), scene.relays());
            b.startAgent(List.of(a), scene.relays());
            a.awaitReady();
            b.awaitReady();
            long ready = System.currentTimeMillis();
            Pings pings = Pings.start(a.host(), b.meshAddress());
            try {
                return watched(ready, pings, atA, atB);
            } finally {
                pings.end();
                keep(ready, pings, atA, atB);
            }
        }
    }

    private PairResult watched(long ready, Pings pings, EndpointWatch atA, EndpointWatch atB) {
        boolean hoped = first.meets(second);
        waitFor(hoped ? PATIENCE : WATCHED, () -> hoped && settled(atA, atB));
        long since = Math.max(atA.directSince(), atB.directSince());
        boolean direct = settled(atA, atB);
        String why = a.view(b).why();
        int trials = breaks(atA);
        double end = System.currentTimeMillis();
        double firstAnswer = pings.firstAnswer();
        OptionalInt lost = firstAnswer > 0 ? OptionalInt.of(pings.lost(0, end)) : OptionalInt.empty();
        OptionalDouble outage = direct ? dies(pings, end) : OptionalDouble.empty();
        OptionalInt lostAtDeath = outage.isPresent()
                ? OptionalInt.of(pings.lost(end, Double.MAX_VALUE))
                : OptionalInt.empty();
        List<String> strange = new ArrayList<>(strange(atA, second, true, b));
        strange.addAll(strange(atB, first, false, a));
        return new PairResult(first, second, seconds(ready, firstAnswer), seconds(ready, direct ? since : 0), lost,
                outage,
                lostAtDeath, strange, why, trials);
    }

    private boolean settled(EndpointWatch atA, EndpointWatch atB) {
        long since = Math.max(atA.directSince(), atB.directSince());
        return atA.directSince() > 0 && atB.directSince() > 0 && System.currentTimeMillis() - since > CALM
                && a.view(b).direct() && b.view(a).direct();
    }

    /** All UDP of the first host is lost, without a word to anybody. TCP, and so the relay, stays. */
    private OptionalDouble dies(Pings pings, double calm) {
        a.host().faults().cutMesh();
        try {
            boolean back = waitFor(PATIENCE, () -> pings.answeredAfter(System.currentTimeMillis() - 200)
                    && System.currentTimeMillis() - calm > 1_000);
            return back ? OptionalDouble.of(pings.longestGapSeconds(calm, Double.MAX_VALUE)) : OptionalDouble.empty();
        } finally {
            a.host().faults().healMesh();
        }
    }

    /** For whoever wants to know why: everything that was seen, below the directory that the property names. */
    private void keep(long ready, Pings pings, EndpointWatch atA, EndpointWatch atB) {
        String directory = System.getProperty("mesh.nat.logs", "");
        if (directory.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("ready: " + Instant.ofEpochMilli(ready) + "\n");
        for (EndpointWatch watch : List.of(atA, atB)) {
            text.append("endpoints, by milliseconds:\n");
            watch.seen().forEach(one -> text.append("  %6d %s%n".formatted(one.millis() - ready, one.endpoint())));
            text.append("path, relay, heard, in, out, dropped:\n");
            watch.said().forEach(one -> text.append("  %6d %s%n".formatted(one.millis() - ready, one.endpoint())));
        }
        text.append("first answer: %.0f%n".formatted(pings.firstAnswer() - ready));
        for (SceneHost host : List.of(a, b)) {
            text.append("--- ").append(host.host().name()).append('\n').append(host.agentLog());
        }
        try {
            Files.writeString(Path.of(directory, first.id() + "-" + second.id() + ".txt"), text);
        } catch (IOException e) {
            throw new LabException("cannot keep what was seen", e);
        }
    }

    private static boolean waitFor(int millis, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }

    private static int breaks(EndpointWatch watch) {
        List<EndpointWatch.Seen> seen = watch.seen();
        int breaks = 0;
        for (int i = 1; i < seen.size(); i++) {
            breaks += seen.get(i - 1).direct() && !seen.get(i).direct() ? 1 : 0;
        }
        return breaks;
    }

    private List<String> strange(EndpointWatch watch, NetworkKind kind, boolean isSecond, SceneHost peer) {
        boolean possible = first.probesMeet(second);
        List<String> real = List.of(scene.outside(kind, isSecond), peer.host().address(), peer.host().address6());
        return watch.seen().stream().filter(EndpointWatch.Seen::direct).map(EndpointWatch.Seen::endpoint)
                .filter(endpoint -> !possible || real.stream().noneMatch(address -> isAt(endpoint, address)))
                .distinct().toList();
    }

    /** However an IPv6 address is written. */
    private static boolean isAt(String endpoint, String address) {
        String host = endpoint.substring(0, endpoint.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
        return InetAddress.ofLiteral(host).equals(InetAddress.ofLiteral(address));
    }

    private static OptionalDouble seconds(long from, double to) {
        return to <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, to - from) / 1000);
    }

    private void clear() {
        for (SceneHost host : List.of(a, b)) {
            host.stopAgent();
        }
        a.removePeer(b);
        b.removePeer(a);
    }
}
