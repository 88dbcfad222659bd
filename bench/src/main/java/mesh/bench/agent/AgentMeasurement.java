// SPDX-License-Identifier: Apache-2.0
package mesh.bench.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.footprint.ServiceOptions;
import mesh.lab.Lab;
import mesh.lab.LabWait;
import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.Pings;
import mesh.lab.nat.SceneHost;

/**
 * {@code agent}: what a relayed stream costs the agents of its ends, beside what WireGuard in user space costs for the same stream without
 * them; and how long a stream stands still when its direct path dies, and when one is found again.
 */
public final class AgentMeasurement implements Measurement {
    private static final double OUTAGE_SECONDS = 7;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 10;
    private static final int SHORT_SECONDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** Until a stream is as fast as it gets, and Java has compiled what it needs. */
    private static final int WARM_UP_SECONDS = 4;

    /** What one death and return of a path was like: pings are lost and longest without an answer, in seconds. */
    private record Change(double outage, double relayedAfter, double directAfter, int lostAtReturn,
            double gapAtReturn) {}

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public String about() {
        return "agents under a stream: processor for a relayed gigabit, and how long a stream stands still when paths change";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException("no lab can run here: " + String.join("; ", Lab.missing()));
        }
        int seconds = isShort ? SHORT_SECONDS : SECONDS;
        String options = ServiceOptions.ofCheckout();
        List<Stream.Cost> relayed = new ArrayList<>();
        List<Stream.Cost> plain = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        try (NatScene scene = NatScene.start("agentload",
                List.of(NetworkKind.PUBLIC, NetworkKind.ENDPOINT_INDEPENDENT, NetworkKind.SYMMETRIC),
                AgentProgram.ofCheckout().with(options))) {
            for (int round = 0; round < ROUNDS; round++) {
                plain.add(plain(scene, seconds));
                relayed.add(relayed(scene, seconds));
                changes.add(change(scene));
            }
        }
        return report(relayed, plain, changes).note("java " + options);
    }

    private static Report report(List<Stream.Cost> relayed, List<Stream.Cost> plain, List<Change> changes) {
        Report report = new Report("agent", "beside", 1.0)
                .less("both agents, cpu s for a relayed gigabit; beside: both wireguard-go",
                        relayed.stream().map(Stream.Cost::agentForGigabit).toList(),
                        plain.stream().map(Stream.Cost::wireGuardForGigabit).toList(), false)
                .fact("  wireguard-go at both ends, cpu s for a gigabit",
                        relayed.stream().map(Stream.Cost::wireGuardForGigabit).toList(),
                        plain.stream().map(Stream.Cost::wireGuardForGigabit).toList())
                .fact("  Gb/s; beside: direct, without agents", relayed.stream().map(Stream.Cost::rate).toList(),
                        plain.stream().map(Stream.Cost::rate).toList());
        promised(report, "direct path dies under load: s without an answer", changes, Change::outage, OUTAGE_SECONDS);
        promised(report, "  s until the agent says relayed", changes, Change::relayedAfter, OUTAGE_SECONDS);
        report.told("path is back under load: s until direct", changes.stream().map(Change::directAfter).toList())
                .told("  pings lost meanwhile", changes.stream().map(one -> (double) one.lostAtReturn()).toList())
                .told("  longest without an answer, s", changes.stream().map(Change::gapAtReturn).toList());
        return report;
    }

    private static void promised(Report report, String what, List<Change> changes,
            Function<Change, Double> figure, double target) {
        report.less(what, changes.stream().map(figure).toList(), changes.stream().map(_ -> target).toList(), true);
    }

    /** Two hosts that call each other, as WireGuard alone does. */
    private static Stream.Cost plain(NatScene scene, int seconds) throws IOException, InterruptedException {
        SceneHost a = scene.host(NetworkKind.PUBLIC, false);
        SceneHost b = scene.host(NetworkKind.PUBLIC, true);
        a.addPeer(b);
        b.addPeer(a);
        a.callAt(b, b.host().address());
        b.callAt(a, a.host().address());
        try (Stream stream = Stream.start(a, b)) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            return stream.watch(seconds);
        } finally {
            a.removePeer(b);
            b.removePeer(a);
        }
    }

    private static Stream.Cost relayed(NatScene scene, int seconds) throws IOException, InterruptedException {
        SceneHost a = scene.host(NetworkKind.SYMMETRIC, false);
        SceneHost b = scene.host(NetworkKind.SYMMETRIC, true);
        scene.meet(a, b);
        try (Stream stream = Stream.start(a, b)) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            return stream.watch(seconds);
        } finally {
            NatScene.part(a, b);
        }
    }

    /** All UDP of one end is lost while a stream runs, and comes back. */
    private static Change change(NatScene scene) throws InterruptedException {
        SceneHost a = scene.host(NetworkKind.ENDPOINT_INDEPENDENT, false);
        SceneHost b = scene.host(NetworkKind.ENDPOINT_INDEPENDENT, true);
        scene.meet(a, b);
        Pings pings = Pings.start(a.host(), b.meshAddress());
        try (Stream _ = Stream.start(a, b)) {
            LabWait.until("direct", PATIENCE, () -> direct(a, b));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double died = System.currentTimeMillis();
            a.host().faults().cutMesh();
            LabWait.until("relayed", PATIENCE, () -> !a.view(b).direct() && !b.view(a).direct());
            double relayed = System.currentTimeMillis();
            LabWait.until("an answer", PATIENCE, () -> pings.answeredAfter(System.currentTimeMillis() - 500.0));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double healed = System.currentTimeMillis();
            double outage = pings.longestGapSeconds(died, healed);
            a.host().faults().healMesh();
            LabWait.until("direct again", PATIENCE.multipliedBy(3), () -> direct(a, b));
            double direct = System.currentTimeMillis();
            TimeUnit.SECONDS.sleep(2);
            double end = System.currentTimeMillis() - 500.0;
            return new Change(outage, (relayed - died) / 1000, (direct - healed) / 1000, pings.lost(healed, end),
                    pings.longestGapSeconds(healed, end));
        } finally {
            a.host().faults().healMesh();
            pings.end();
            NatScene.part(a, b);
        }
    }

    private static boolean direct(SceneHost a, SceneHost b) {
        return a.view(b).direct() && b.view(a).direct();
    }
}
