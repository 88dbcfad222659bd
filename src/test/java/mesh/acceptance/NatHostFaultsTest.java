// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import mesh.lab.LabHost;
import mesh.lab.LabRouter;
import mesh.lab.nat.LivePair;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.SceneHost;

/** What goes wrong with a host and its agent. */
class NatHostFaultsTest extends NatFaultScene {
    /** {@code -Dmesh.nat.sleep-seconds=300} for five minutes. */
    private static final Duration SLEEP = Duration.ofSeconds(Long.getLong("mesh.nat.sleep-seconds", 20));
    /** Seconds after it woke. */
    private static final double DIRECT_AGAIN = 30;
    private static final Duration NAP = Duration.ofSeconds(12);
    /** How long a pair goes on without one of its agents before that is believed. */
    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final Path FAKE_CLOCK = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    @Test
    void anAgentIsKilledWhileDirectAndNothingIsLost() {
        SceneHost a = host(NetworkKind.PORT_PRESERVING, false);
        try (LivePair pair = direct()) {
            int before = pair.lost();
            a.killAgent();
            Waiting.pause(ALONE);
            tell("an agent is killed while direct", pair.outage(() -> {
                a.startAgent();
                a.awaitReady();
            }), pair);
            pair.awaitDirect();
            assertThat(pair.lost() - before).as("lost, %s", pair.logs()).isZero();
        }
    }

    @Test
    void anAgentIsKilledWhileRelayedAndComesBack() {
        SceneHost a = host(NetworkKind.SYMMETRIC, false);
        try (LivePair pair = relayed()) {
            a.killAgent();
            pair.awaitSilence();
            long started = System.currentTimeMillis();
            a.startAgent();
            within(IS_BACK, "an agent starts anew while relayed", pair.backAfter(started), pair);
        }
    }

    @Test
    void anAgentIsKilledWhileItTriesAPathThatWireguardDoesNotPass() {
        SceneHost a = host(NetworkKind.DPI, false);
        try (LivePair pair = LivePair.start(scene, a, host(NetworkKind.DPI, true))) {
            pair.awaitTrial();
            a.killAgent();
            pair.awaitSilence();
            long started = System.currentTimeMillis();
            a.startAgent();
            within(IS_BACK, "an agent starts anew that was trying a path", pair.backAfter(started), pair);
            pair.awaitRelay();
        }
    }

    @Test
    void aHostSleepsForLongAndItsNatForgetsItAndThePairIsDirectAgain() {
        LabRouter router = scene.router(NetworkKind.ENDPOINT_INDEPENDENT, true);
        slept("asleep for " + SLEEP.toSeconds() + " s", SLEEP, host(NetworkKind.ENDPOINT_INDEPENDENT, true).host(),
                router::forgetMappings);
    }

    @Test
    void theHostThatPingsSleepsAndIsDirectAgain() {
        slept("who pings asleep for 12 s", NAP, host(NetworkKind.PORT_PRESERVING, false).host(), () -> {});
    }

    @Test
    void theHostThatIsPingedSleepsAndIsDirectAgain() {
        slept("asleep for 12 s", NAP, host(NetworkKind.ENDPOINT_INDEPENDENT, true).host(), () -> {});
    }

    private static void slept(String what, Duration time, LabHost sleeper, Runnable meanwhile) {
        try (LivePair pair = direct()) {
            sleeper.faults().suspend();
            try {
                Waiting.pause(time);
                meanwhile.run();
            } finally {
                sleeper.faults().resume();
            }
            long woke = System.currentTimeMillis();
            within(IS_BACK, what, pair.backAfter(woke), pair);
            pair.awaitDirect();
            double direct = (System.currentTimeMillis() - woke) / 1000.0;
            System.out.printf("nat fault, %s: direct again %.1f s after that%n", what, direct);
            assertThat(direct).as("until direct again, %s", pair.logs()).isLessThan(DIRECT_AGAIN);
        }
    }

    @Test
    void aClockThatIsSetBreaksNothing() {
        assumeTrue(Files.exists(FAKE_CLOCK), "libfaketime is not installed");
        SceneHost a = host(NetworkKind.PORT_PRESERVING, false);
        a.useClockOfItsOwn(FAKE_CLOCK);
        try (LivePair pair = direct()) {
            int before = pair.lost();
            for (Duration offset : new Duration[]{Duration.ofDays(3), Duration.ofHours(-20)}) {
                a.setClock(offset);
                tell("a clock is set", pair.outage(() -> Waiting.pause(ALONE)), pair);
                pair.awaitDirect();
            }
            assertThat(pair.lost() - before).as("lost, %s", pair.logs()).isZero();
            a.setClock(Duration.ofDays(9));
            a.host().faults().cutMesh();
            try {
                within(PATH_DIES, "a path dies after the clock was set", pair.outage(pair::awaitRelay), pair);
            } finally {
                a.host().faults().healMesh();
            }
        } finally {
            a.useTrueClock();
        }
    }
}
