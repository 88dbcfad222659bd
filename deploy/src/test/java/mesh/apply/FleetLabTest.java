// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import mesh.apply.HostOutcome.State;
import mesh.lab.Lab;
import mesh.lab.LabHost;
import mesh.lab.LabResult;
import mesh.model.SshSettings.Become;
import mesh.plan.Plan;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One mesh's life on real hosts: over SSH, with WireGuard, each step on what the one before it left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetLabTest {
    /** Bytes; one has some 55,000. */
    private static final long TWO_PROGRAMS = 100_000;

    private static final Pattern ANSWER = Pattern.compile("icmp_seq=(\\d+) ");

    private Lab lab;
    private LabFleet fleet;

    @BeforeAll
    void start() throws IOException {
        List<String> missing = Lab.missing();
        if (!"1".equals(System.getenv("LAB_REQUIRED"))) {
            Assumptions.assumeTrue(missing.isEmpty(), () -> "no lab: " + missing);
        }
        lab = Lab.named("fleet").linux("a").openBsd("b").linux("c")
                .openBsd("d", mesh.lab.HostOption.withWireguardTools())
                .start();
        fleet = new LabFleet(lab);
        fleet.become("c", Become.SUDO);
        fleet.become("d", Become.DOAS);
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void bringsUpAMeshFromNothing() throws InterruptedException {
        fleet.members(List.of("a", "b", "c"));
        assertAll(fleet.apply(), State.APPLIED);
        for (String from : List.of("a", "b", "c")) {
            for (String to : List.of("a", "b", "c")) {
                if (!from.equals(to)) {
                    ping(from, LabFleet.address(to));
                    ping(from, LabFleet.address6(to));
                }
            }
        }
    }

    @Test
    @Order(2)
    void findsNothingToChangeAfterwards() throws InterruptedException {
        Plan plan = fleet.plan();
        assertThat(plan.hosts())
                .allSatisfy(host -> assertThat(host.changes()).as(host.host() + " " + host.impactDetail()).isEmpty());
        assertAll(fleet.apply(), State.UNCHANGED);
    }

    @Test
    @Order(3)
    void keepsSessionsWhilePeersComeAndGo() throws Exception {
        whilePinging(() -> {
            fleet.members(List.of("a", "b", "c", "d"));
            ApplyReport added = fleet.apply();
            assertAll(added, State.APPLIED);
            assertThat(added.outcomes()).as("a host that could make nothing of its edits is sent two programs")
                    .allSatisfy(outcome -> assertThat(outcome.sentBytes()).isBetween(1L, TWO_PROGRAMS));
            ping("d", LabFleet.address("a"));
            ping("b", LabFleet.address("d"));
            fleet.members(List.of("a", "b", "d"));
            ApplyReport report = fleet.apply();
            assertThat(report.outcomes()).as(report.toString()).extracting(HostOutcome::state)
                    .containsExactly(State.APPLIED, State.APPLIED, State.REMOVED, State.APPLIED);
            return null;
        });
        assertThat(lab.host("c").run("ls -d /etc/mesh /etc/wireguard/wg0.conf; ip link show wg0").out()).isEmpty();
        ping("d", LabFleet.address("b"));
        findsNothingToChangeAfterwards();
    }

    @Test
    @Order(4)
    void refusesAFileThatChangedAfterThePlan() throws InterruptedException {
        lab.host("a").run("echo '# by hand' >>/etc/wireguard/wg0.conf").orThrow();
        lab.host("b").run("echo '# by hand' >>/etc/hostname.wg0").orThrow();
        Plan plan = fleet.plan();
        lab.host("a").run("echo '# again' >>/etc/wireguard/wg0.conf").orThrow();
        lab.host("b").run("echo '# again' >>/etc/hostname.wg0").orThrow();
        assertThat(fleet.apply(plan, List.of()).outcomes()).extracting(HostOutcome::state)
                .containsExactly(State.STALE, State.STALE, State.UNCHANGED, State.UNCHANGED);
        assertThat(lab.host("a").run("tail -n 1 /etc/wireguard/wg0.conf").out()).isEqualTo("# again\n");
        ApplyReport report = fleet.apply();
        assertThat(report.outcomes()).as(report.toString()).extracting(HostOutcome::state)
                .containsExactly(State.APPLIED, State.APPLIED, State.UNCHANGED, State.UNCHANGED);
        findsNothingToChangeAfterwards();
    }

    @Test
    @Order(5)
    void convergesAfterConnectionsThatBreakInTheMiddle() throws InterruptedException {
        for (int millis : new int[]{120, 350}) {
            for (String host : List.of("a", "b", "d")) {
                lab.host(host).run("for f in /etc/wireguard/wg0.conf"
                        + " /etc/hostname.wg0; do if [ -f $f ]; then echo '# by hand' >>$f; fi; done").orThrow();
            }
            fleet.applyCutAfter(Duration.ofMillis(millis));
            for (int tries = 0; tries < 20 && fleet.plan().hasChanges(); tries++) {
                fleet.apply();
            }
            findsNothingToChangeAfterwards();
            assertThat(lab.host("b").run("ls -A /etc/mesh/wg0").out().split("\n")).containsExactlyInAnyOrder("manifest",
                    "private.key", "psk");
        }
        ping("d", LabFleet.address("b"));
    }

    @Test
    @Order(6)
    void comesBackAfterAReboot() throws InterruptedException {
        lab.host("b").reboot();
        ping("b", LabFleet.address("a"));
        findsNothingToChangeAfterwards();
    }

    @Test
    @Order(7)
    void takesEverythingAwayAgain() throws InterruptedException {
        fleet.members(List.of());
        ApplyReport report = fleet.apply();
        assertThat(report.outcomes()).as(report.toString()).extracting(HostOutcome::state)
                .containsExactly(State.REMOVED, State.REMOVED, State.UNCHANGED, State.REMOVED);
        for (LabHost host : lab.hosts()) {
            assertThat(host.run("ls -d /etc/mesh /etc/wireguard/wg0.conf /etc/hostname.wg0").out()).isEmpty();
        }
    }

    private static void assertAll(ApplyReport report, State state) {
        assertThat(report.outcomes()).as(report.toString()).isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.state()).isEqualTo(state));
    }

    private void ping(String from, String to) {
        String command = to.indexOf(':') < 0 ? "ping -c 1 -w 5 " : "ping6 -c 1 -w 5 ";
        String linux = to.indexOf(':') < 0 ? "ping -c 1 -w 5 " : "ping -6 -c 1 -w 5 ";
        LabHost host = lab.host(from);
        LabResult result = host.run((host.os() == mesh.lab.LabOs.LINUX ? linux : command) + to);
        assertThat(result.ok()).as(from + " to " + to + ": " + result).isTrue();
    }

    /** Pings from a to b, 20 times a second, as long as {@code work} takes; no answer is missing before the last that came. */
    private void whilePinging(Callable<?> work) throws Exception {
        String pid = lab.host("a").run("ping -i 0.05 " + LabFleet.address("b") + " >/tmp/pings 2>&1 & echo $!")
                .orThrow()
                .strip();
        try {
            work.call();
        } finally {
            lab.host("a").run("kill -INT " + pid + "; while kill -0 " + pid + " 2>/dev/null; do sleep 0.05; done");
        }
        List<Integer> answers = ANSWER.matcher(lab.host("a").run("cat /tmp/pings").orThrow()).results()
                .map(answer -> Integer.valueOf(answer.group(1))).toList();
        assertThat(answers).hasSizeGreaterThan(20)
                .isEqualTo(IntStream.rangeClosed(1, answers.size()).boxed().toList());
    }
}
