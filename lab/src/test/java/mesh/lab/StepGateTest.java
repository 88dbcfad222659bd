// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LabRequired.class)
class StepGateTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.named("gates").linux("linux").openBsd("openbsd").start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    /** A program of two steps that writes a file at its end, and outlives the session it was started in. */
    private static void startProgram(LabHost host, String result) {
        host.run("( trap '' HUP; ( logger -t mesh 'wg0 staged'; logger -t mesh 'wg0 switched'; echo yes >" + result
                + " ) </dev/null >/dev/null 2>&1 & )").orThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd"})
    void holdsAProgramAtTheStepUntilItIsReleased(String name) {
        LabHost host = lab.host(name);
        try (StepGate gate = host.stopAt("switched")) {
            startProgram(host, "/root/held");
            gate.awaitReached(SOON);
            assertThat(host.steps()).endsWith("staged", "switched");
            assertThat(host.run("test -e /root/held")).matches(r -> !r.ok());
            gate.release();
            Keeper.await("end of the program", SOON, () -> host.run("test -e /root/held").ok());
            startProgram(host, "/root/second");
            Keeper.await("end of another program", SOON, () -> host.run("test -e /root/second").ok());
        }
    }

    @Test
    void stopsNobodyWhoSaysAnotherWordAndAtMostOneProgram() {
        LabHost host = lab.host("linux");
        try (StepGate gate = host.stopAt("armed")) {
            assertThat(host.run("logger -t mesh 'wg0 disarmed'; logger armed/no; logger ''; logger")).isNotNull();
            assertThat(gate.reached()).isFalse();
            assertThatThrownBy(() -> gate.awaitReached(Duration.ofMillis(50))).hasMessageContaining("step armed");
        }
        assertThat(host.run("logger -t mesh 'wg0 armed'")).matches(LabResult::ok);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd"})
    void aRebootEndsTheProgramAndTakesTheGateAway(String name) {
        LabHost host = lab.host(name);
        StepGate gate = host.stopAt("switched");
        startProgram(host, "/root/lost");
        gate.awaitReached(SOON);
        host.reboot();
        assertThat(gate.reached()).isFalse();
        gate.release();
        assertThat(host.run("test -e /root/lost")).matches(r -> !r.ok());
        assertThat(host.run("logger -t mesh 'wg0 switched'")).matches(LabResult::ok);
    }

    @Test
    void refusesAWordThatIsNoStep() {
        assertThatThrownBy(() -> lab.host("linux").stopAt("../x")).hasMessageContaining("not the name of a step");
    }
}
