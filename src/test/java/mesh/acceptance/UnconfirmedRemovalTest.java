// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.lab.StepGate;

/** A host that was about to leave, and whose controller died, is a member again until the next run takes it out. */
class UnconfirmedRemovalTest {
    private static final String PLAIN = """
            mesh: leave
            network: {ipv4: 10.92.0.0/24}
            """;

    @TempDir
    Path folder;

    @Test
    void aRemovalThatNobodyConfirmsIsUndoneFromEachStepOn() {
        try (Fleet fleet = Fleet.start(folder, "leave", lab -> lab.linux("alder").openBsd("birch").linux("cedar"))) {
            for (String step : new String[]{"armed", "down", "removed", "through"}) {
                for (String leaver : new String[]{"birch", "cedar"}) {
                    comesBack(fleet, leaver, step);
                }
            }
        }
    }

    private static void comesBack(Fleet fleet, String leaver, String step) {
        LabHost host = fleet.host(leaver);
        String stays = leaver.equals("birch") ? "cedar" : "birch";
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
        fleet.apply("--allow-destroy").exits(0);
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable(stays));
        try (StepGate gate = host.stopAt(step);
                Controller controller = Controller.start(fleet.folder(), "apply",
                        "--auto-approve", "--allow-destroy", "--confirm-timeout", "6")) {
            gate.awaitReached(Duration.ofSeconds(90));
            controller.kill();
        }
        Waiting.until("the way back from " + step, Duration.ofSeconds(30),
                () -> host.run("test ! -e /etc/mesh/wg0/armed && test ! -e /var/run/mesh-wg0.turn").ok());
        assertThat(host.run("test -s /etc/mesh/wg0/manifest && test -s /etc/mesh/wg0/private.key"))
                .as("%s at %s", leaver, step).matches(result -> result.ok());
        // Its peers have forgotten it already; what it has itself is whole.
        assertThat(host.run(host.os() == LabOs.OPENBSD ? "ifconfig wg0" : "ip addr show dev wg0").orThrow())
                .as("%s at %s", leaver, step).contains("10.92.0.");
        fleet.apply("--allow-destroy").exits(0);
        assertThat(host.run("ls -d /etc/mesh/wg0").ok()).as("%s after the next run", leaver).isFalse();
    }
}
