// SPDX-License-Identifier: Apache-2.0
package mesh.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.lab.Lab;
import mesh.lab.LabWait;
import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.Pings;
import mesh.lab.nat.SceneHost;

/** {@code footprint}: what an agent takes of its host, beside what is promised. */
public final class FootprintMeasurement implements Measurement {
    private static final double MEMORY_MIB = 64;
    /** Of one core: 60 ms of each minute. */
    private static final double CPU_PERCENT = 0.1;
    private static final double START_SECONDS = 2;
    private static final double JAR_MIB = 3;

    private static final int IDLE_SECONDS = 60;
    private static final int ROUNDS = 7;
    private static final int SHORT_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double MIB = 1 << 20;

    /** What it takes while nothing happens. */
    private record Idle(double memoryMib, double cpuPercent) {}

    /** From the start of its process, in seconds. */
    private record Start(double relay, double packet) {}

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "memory, processor and start of an agent, against what is promised of it";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException("no lab can run here: " + String.join("; ", Lab.missing()));
        }
        String options = ServiceOptions.ofCheckout();
        List<Start> starts = new ArrayList<>();
        Idle idle;
        try (NatScene scene = NatScene.start("footprint",
                List.of(NetworkKind.ENDPOINT_INDEPENDENT, NetworkKind.SYMMETRIC),
                AgentProgram.ofCheckout().with(options))) {
            for (int round = 0; round < (isShort ? SHORT_ROUNDS : ROUNDS); round++) {
                starts.add(start(scene));
            }
            idle = idle(scene);
        }
        return report(idle, starts, Files.size(AgentProgram.jarOfCheckout()) / MIB).note("java " + options);
    }

    private static Report report(Idle idle, List<Start> starts, double jarMib) {
        Report report = new Report("footprint", "target", 1.0);
        row(report, "resident memory after a minute idle, MiB", List.of(idle.memoryMib()), MEMORY_MIB);
        row(report, "processor in an idle minute, % of a core", List.of(idle.cpuPercent()), CPU_PERCENT);
        row(report, "start to a relay, s", starts.stream().map(Start::relay).toList(), START_SECONDS);
        row(report, "start to the first relayed packet, s", starts.stream().map(Start::packet).toList(), START_SECONDS);
        row(report, "mesh-agent.jar, MiB", List.of(jarMib), JAR_MIB);
        return report;
    }

    private static void row(Report report, String what, List<Double> ours, double target) {
        report.less(what, ours, ours.stream().map(_ -> target).toList(), true);
    }

    /** A pair that stays on the relay: the one agent is there, the other starts, and packets are sent from then on. */
    private static Start start(NatScene scene) {
        SceneHost a = scene.host(NetworkKind.SYMMETRIC, false);
        SceneHost b = scene.host(NetworkKind.SYMMETRIC, true);
        a.addPeer(b);
        b.addPeer(a);
        try {
            b.startAgent(List.of(a), scene.relays());
            LabWait.until("relay of " + b.host().name(), PATIENCE, () -> hasRelay(b));
            double begun = System.currentTimeMillis();
            a.startAgent(List.of(b), scene.relays());
            a.awaitReady();
            Pings pings = Pings.start(a.host(), b.meshAddress());
            LabWait.until("relay of " + a.host().name(), PATIENCE, () -> hasRelay(a));
            double relay = System.currentTimeMillis();
            try {
                LabWait.until("a packet", PATIENCE, () -> pings.firstAnswer() > 0);
                return new Start((relay - begun) / 1000, (pings.firstAnswer() - begun) / 1000);
            } finally {
                pings.end();
            }
        } finally {
            a.stopAgent();
            b.stopAgent();
            a.removePeer(b);
            b.removePeer(a);
        }
    }

    private static boolean hasRelay(SceneHost host) {
        return host.agentLog().contains("relays reachable=true");
    }

    /** One peer that is direct, and one that is not there. */
    private static Idle idle(NatScene scene) throws InterruptedException {
        SceneHost a = scene.host(NetworkKind.ENDPOINT_INDEPENDENT, false);
        SceneHost b = scene.host(NetworkKind.ENDPOINT_INDEPENDENT, true);
        SceneHost absent = scene.host(NetworkKind.SYMMETRIC, false);
        a.addPeer(b);
        a.addPeer(absent);
        b.addPeer(a);
        a.startAgent(List.of(b, absent), scene.relays());
        b.startAgent(List.of(a), scene.relays());
        a.awaitReady();
        b.awaitReady();
        Pings pings = Pings.start(a.host(), b.meshAddress());
        LabWait.until("direct", PATIENCE, () -> a.view(b).direct() && b.view(a).direct());
        pings.end();
        Process process = new Process(a);
        // Nothing can be awaited where nothing happens. The first minute is until the pair counts as idle.
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        double before = process.cpuSeconds();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        double cpu = 100 * (process.cpuSeconds() - before) / IDLE_SECONDS;
        double memory = process.residentMib();
        a.stopAgent();
        b.stopAgent();
        return new Idle(memory, cpu);
    }
}
