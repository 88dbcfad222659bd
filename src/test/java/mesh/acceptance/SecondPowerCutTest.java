// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import mesh.lab.LabHost;
import mesh.lab.StepGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes in the window, and once more while the host takes the change back. */
class SecondPowerCutTest {
    private static final String PLAIN = """
            mesh: power
            network: {ipv4: 10.91.0.0/24}
            """;
    private static final String NETWORK = "192.168.91.0/24";
    private static final String LAST_GOOD = "/etc/mesh/wg0/last-good";
    private static final String MKFIFO = "/libexec/model/usr/bin/mkfifo";

    @TempDir
    Path folder;

    @Test
    void rcFirsttimeIsUsedUpByTheFirstBootAndTheHostGoesBackAtTheSecond() {
        try (Fleet fleet = Fleet.start(folder, "power", lab -> lab.openBsd("subject").linux("peer"))) {
            LabHost subject = fleet.host("subject");
            fleet.spec(PLAIN, fleet.callable("subject"), fleet.callable("peer"));
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("subject"), fleet.callable("peer", "routes: [" + NETWORK + "]"));
            killedAt(fleet, subject);
            // Reading the first thing that it needs, the way back stands still.
            subject.run("cd " + LAST_GOOD + " && mv .how .kept && " + MKFIFO + " .how").orThrow();

            subject.reboot();
            Waiting.until("the way back", () -> subject.steps().getLast().equals("back"));
            subject.run("cd " + LAST_GOOD + " && rm .how && mv .kept .how").orThrow();
            assertThat(SubjectState.of(subject, NETWORK).with()).as("the change is still there").isTrue();
            subject.reboot();

            Waiting.until("the way back after the second power cut",
                    () -> subject.run("test ! -e /etc/mesh/wg0/armed").ok());
            assertThat(SubjectState.of(subject, NETWORK)).isEqualTo(new SubjectState(false, false, false, 1));
            // The last thing that going back does.
            Waiting.until("no hook for the next boot", () -> !subject.run("ls /etc/rc.firsttime*").ok());
            fleet.everyPairPings("subject", "peer");
            fleet.apply().exits(0);
            assertThat(SubjectState.of(subject, NETWORK).with()).isTrue();
        }
    }

    private static void killedAt(Fleet fleet, LabHost subject) {
        try (StepGate gate = subject.stopAt("through");
                Controller controller = Controller.start(fleet.folder(), "apply", "--auto-approve")) {
            gate.awaitReached(Duration.ofSeconds(180));
            controller.kill();
            gate.release();
        }
    }
}
