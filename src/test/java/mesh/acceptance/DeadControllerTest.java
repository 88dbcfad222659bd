// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.lab.LabHost;
import mesh.lab.StepGate;

/** A controller that dies, a connection that dies under it, a disk or a clock that is odd: the next run converges. */
class DeadControllerTest {
    private static final String PLAIN = """
            mesh: dead
            network: {ipv4: 10.93.0.0/24}
            """;
    private static final String NETWORK = "192.168.93.0/24";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Fleet fleet;

    @BeforeEach
    void start() {
        fleet = Fleet.start(folder, "dead", lab -> lab.linux("subject").openBsd("peer"));
        fleet.spec(PLAIN, fleet.callable("subject"), fleet.callable("peer"));
    }

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private LabHost subject() {
        return fleet.host("subject");
    }

    private Controller changing() {
        fleet.spec(PLAIN, fleet.callable("subject"), fleet.callable("peer", "routes: [" + NETWORK + "]"));
        return Controller.start(folder, "apply", "--auto-approve");
    }

    /** The window is 90 seconds: it is not what ends the dead run's change. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "armed", "through", "persisted"})
    void theNextRunTakesTheLeaseOfADeadOneOverAtOnce(String step) {
        fleet.apply().exits(0);
        try (StepGate gate = subject().stopAt(step); Controller controller = changing()) {
            gate.awaitReached(SOON);
            controller.kill();
        }
        long begun = System.nanoTime();
        Program.Run next = fleet.apply();
        if (next.exitCode() == 7) {
            next = fleet.apply();
        }
        next.exits(0);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(80));
        assertThat(SubjectState.of(subject(), NETWORK).with()).isTrue();
        fleet.program().run("plan", "--detailed-exitcode").exits(0);
        fleet.everyPairPings("subject", "peer");
    }

    @Test
    void keysThatWereBornForADeadRunAreKept() {
        try (StepGate gate = fleet.host("peer").stopAt("leased");
                Controller controller = Controller.start(folder, "apply", "--auto-approve")) {
            gate.awaitReached(SOON);
            controller.kill();
        }
        List<String> keys = fleet.read("mesh.lock").lines().filter(line -> line.contains("public-key")).toList();
        assertThat(keys).hasSize(2);

        fleet.applyTwice();

        assertThat(fleet.read("mesh.lock").lines().filter(line -> line.contains("public-key"))).isEqualTo(keys);
        fleet.everyPairPings("subject", "peer");
    }

    @Test
    void aKilledSshSessionIsFollowedByAnotherThatConfirms() {
        fleet.apply().exits(0);
        try (StepGate gate = subject().stopAt("switched"); Controller controller = changing()) {
            gate.awaitReached(SOON);
            subject().faults().cutSessions();
            gate.release();
            controller.await(SOON).exits(0);
        }
        assertThat(SubjectState.of(subject(), NETWORK).with()).isTrue();
    }

    @Test
    void aReadOnlyEtcIsRefusedBeforeAnythingChanges() {
        fleet.apply().exits(0);
        SubjectState before = SubjectState.of(subject(), NETWORK);
        subject().faults().readOnlyEtc();
        try (Controller controller = changing()) {
            assertThat(controller.await(SOON).exits(4).out()).contains("subject");
        }
        assertThat(SubjectState.of(subject(), NETWORK)).isEqualTo(before);
        subject().faults().writableEtc();
        fleet.applyTwice();
        assertThat(SubjectState.of(subject(), NETWORK).with()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-26, 26})
    void aClockThatJumpsChangesNothing(long hours) {
        fleet.apply().exits(0);
        try (StepGate gate = subject().stopAt("armed"); Controller controller = changing()) {
            gate.awaitReached(SOON);
            subject().faults().skewClock(Duration.ofHours(hours));
            gate.release();
            controller.await(SOON).exits(0);
        }
        assertThat(SubjectState.of(subject(), NETWORK).with()).isTrue();
        try (StepGate gate = subject().stopAt("leased"); Controller controller = reverting()) {
            gate.awaitReached(SOON);
            subject().faults().trueClock();
            gate.release();
            controller.await(SOON).exits(0);
        }
        assertThat(SubjectState.of(subject(), NETWORK).with()).isFalse();
    }

    private Controller reverting() {
        fleet.spec(PLAIN, fleet.callable("subject"), fleet.callable("peer"));
        return Controller.start(folder, "apply", "--auto-approve");
    }
}
