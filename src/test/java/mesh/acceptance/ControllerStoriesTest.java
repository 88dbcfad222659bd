// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import mesh.lab.LabHost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that are stopped, that meet another run, or that find no way back to the host they changed. */
class ControllerStoriesTest {
    private static final String PLAIN = """
            mesh: control
            network: {ipv4: 10.96.0.0/24}
            """;
    private static final int INTERRUPTED = 130;
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private Fleet two() {
        Fleet fleet = Fleet.start(folder, "control", lab -> lab.linux("alder").linux("birch"));
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));
        fleet.apply().exits(0);
        return fleet;
    }

    /** The port of both hosts changes, which shows on each whether it was changed. */
    private static void changeBoth(Fleet fleet) {
        fleet.spec(PLAIN, fleet.callable("alder", "port: 4501"), fleet.callable("birch", "port: 4502"));
    }

    private static String port(LabHost host) {
        return host.run("wg show wg0 listen-port").orThrow().strip();
    }

    /** At {@code step} the host's programs run {@code commands} first. */
    private static void atStep(LabHost host, String step, String commands) {
        host.run("mkdir -p /usr/local/sbin").orThrow();
        host.put("/usr/local/sbin/logger", "755",
                "#!/bin/sh\ncase \"$*\" in *' " + step + "')\n" + commands + "\n;; esac\n");
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for: %s", what).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void aHostThatCannotBeReachedAfterItsChangeGoesBackAndTheRunEndsWith5() {
        try (Fleet fleet = two()) {
            changeBoth(fleet);
            atStep(fleet.host("alder"), "through",
                    "kill $(cat /run/sshd.pid); (sleep 6; exec /usr/sbin/sshd -D -e) </dev/null >/dev/null 2>&1 &");

            Program.Run run = fleet.apply("--host", "alder", "--confirm-timeout", "4").exits(5);

            assertThat(run.out()).contains("alder  rolled back", "Apply: 1 rolled back.");
            assertThat(port(fleet.host("alder"))).isNotEqualTo("4501");
            Program.Run log = fleet.program().run("log", "alder").exits(0);
            assertThat(log.out().lines().skip(1).findFirst()).get().asString().contains("rolled-back");
            fleet.program().run("log", "alder", "--json", "-n", "1").exits(0);

            fleet.host("alder").run("rm /usr/local/sbin/logger").orThrow();
            fleet.applyTwice();
        }
    }

    @Test
    void anotherRunsLeaseEndsTheRunWith6UntilItIsUnlocked() {
        try (Fleet fleet = two()) {
            changeBoth(fleet);
            String before = port(fleet.host("birch"));
            fleet.host("alder").run("printf 'token %s\\nsince %s\\nttl 600\\nby bob@elsewhere\\nprocess -\\n"
                    + "command mesh apply\\n' 0123456789abcdef0123456789abcdef $(date +%s) >/var/run/mesh-wg0.lease")
                    .orThrow();

            Program.Run locked = fleet.apply().exits(6);
            assertThat(locked.out()).contains("alder  locked", "bob@elsewhere");
            assertThat(port(fleet.host("birch"))).isEqualTo(before);

            Program.Run unasked = fleet.program().run("unlock").exits(1);
            assertThat(unasked.out()).contains("alder", "bob@elsewhere", "mesh apply");
            assertThat(unasked.err()).contains("nobody can be asked");
            assertThat(fleet.program().run("unlock", "--auto-approve").exits(0).out()).endsWith("alder is free.\n");
            assertThat(fleet.program().run("unlock", "alder").exits(0).out()).isEqualTo("Nobody holds alder.\n");
            fleet.applyTwice();
        }
    }

    @Test
    void unlockOfAHostWithAnUnconfirmedChangeTakesTheChangeBack() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            changeBoth(fleet);
            LabHost alder = fleet.host("alder");
            atStep(alder, "through", "touch /tmp/reached; while [ ! -e /tmp/go ]; do sleep 0.1; done");
            try (Program.Live run = fleet.program().start("apply", "--auto-approve", "--host", "alder",
                    "--confirm-timeout", "600")) {
                until("the change is through", () -> alder.run("ls /tmp/reached").ok());
                run.signal("KILL");
                run.exits(KILLED);
            }
            assertThat(port(alder)).isEqualTo("4501");
            alder.run("touch /tmp/go").orThrow();

            Program.Run unlock = fleet.program().run("unlock", "--auto-approve").exits(0);

            assertThat(unlock.out()).contains("a change is not confirmed",
                    "alder is free: a change that nobody had confirmed was undone.");
            assertThat(port(alder)).isNotEqualTo("4501");
        }
    }

    @Test
    void theFirstInterruptLetsTheHostInHandFinishAndBeginsNoOther() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            changeBoth(fleet);
            LabHost alder = fleet.host("alder");
            atStep(alder, "armed", "touch /tmp/reached; while [ ! -e /tmp/go ]; do sleep 0.1; done");
            try (Program.Live run = fleet.program().start("apply", "--auto-approve", "--batch", "1")) {
                until("alder is at work", () -> alder.run("ls /tmp/reached").ok());
                run.signal("INT");
                run.prints("Stopping: hosts in hand are finished, no other is begun.");
                alder.run("touch /tmp/go").orThrow();

                String out = run.exits(INTERRUPTED);
                assertThat(out).contains("alder  applied", "birch  skipped",
                        "birch: not begun: the run was stopped");
            }
            assertThat(port(alder)).isEqualTo("4501");
            assertThat(port(fleet.host("birch"))).isNotEqualTo("4502");
            alder.run("rm /usr/local/sbin/logger").orThrow();
            fleet.applyTwice();
            assertThat(port(fleet.host("birch"))).isEqualTo("4502");
        }
    }

    @Test
    void theSecondInterruptEndsTheRunAndTheHostGoesBackByItself() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            changeBoth(fleet);
            LabHost alder = fleet.host("alder");
            atStep(alder, "armed", "touch /tmp/reached; while [ ! -e /tmp/go ]; do sleep 0.1; done");
            try (Program.Live run = fleet.program().start("apply", "--auto-approve", "--batch", "1",
                    "--confirm-timeout", "5")) {
                until("alder is at work", () -> alder.run("ls /tmp/reached").ok());
                run.signal("INT");
                run.prints("Stopping:");
                run.signal("INT");
                run.exits(INTERRUPTED);
            }
            alder.run("touch /tmp/go").orThrow();

            until("alder went back", () -> !alder.run("ls /etc/mesh/wg0/armed").ok());
            assertThat(port(alder)).isNotEqualTo("4501");
            alder.run("rm /usr/local/sbin/logger").orThrow();
            fleet.applyTwice();
            assertThat(port(alder)).isEqualTo("4501");
        }
    }
}
