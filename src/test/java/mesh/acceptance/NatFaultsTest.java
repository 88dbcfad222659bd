// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.LivePair;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.SceneHost;
import mesh.lab.nat.SceneRelay;

/** What goes wrong around two agents, and how long their packets do not come through. Seconds, with room for busy machines. */
class NatFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Promised: 7. */
    private static final double PATH_DIES = 8;

    private static NatScene scene;

    @BeforeAll
    static void start(@TempDir Path folder) {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(Files.exists(AgentProgram.jarOfCheckout()), "this build makes no agent");
        scene = NatScene.start("faults", EnumSet.of(NetworkKind.PORT_PRESERVING, NetworkKind.ENDPOINT_INDEPENDENT,
                NetworkKind.SYMMETRIC, NetworkKind.DPI), AgentProgram.ofCheckout());
    }

    @AfterAll
    static void stop() {
        if (scene != null) {
            scene.close();
        }
    }

    private static LivePair relayed() {
        return LivePair.start(scene, host(NetworkKind.SYMMETRIC, false), host(NetworkKind.SYMMETRIC, true))
                .awaitRelay();
    }

    private static LivePair direct() {
        return LivePair.start(scene, host(NetworkKind.PORT_PRESERVING, false),
                host(NetworkKind.ENDPOINT_INDEPENDENT, true)).awaitDirect();
    }

    private static SceneHost host(NetworkKind kind, boolean second) {
        return scene.host(kind, second);
    }

    @Test
    void aRelayIsKilledAndTheOtherTakesOver() {
        try (LivePair pair = relayed()) {
            for (SceneRelay relay : scene.relays()) {
                try {
                    assertThat(pair.outage(relay::kill, LONG)).as("outage, %s", pair.logs()).isLessThan(PATH_DIES);
                } finally {
                    relay.start();
                }
                pair.outage(() -> {}, LONG);
            }
        }
    }

    @Test
    void aRelayIsHalfOpenAndTheOtherTakesOver() {
        try (LivePair pair = relayed()) {
            SceneRelay relay = scene.relays().getFirst();
            try {
                // Asked every 15 to 20 seconds, and 5 to answer.
                assertThat(pair.outage(relay::freeze, LONG)).as("outage, %s", pair.logs()).isLessThan(30);
            } finally {
                relay.thaw();
            }
        }
    }

    @Test
    void anAgentIsKilledWhileDirectAndNothingIsLost() {
        SceneHost a = host(NetworkKind.PORT_PRESERVING, false);
        try (LivePair pair = direct()) {
            int before = pair.lost();
            pair.outage(a::killAgent, LONG);
            pair.outage(() -> {
                a.startAgent();
                a.awaitReady();
            }, LONG);
            pair.awaitDirect();
            assertThat(pair.lost() - before).as("lost, %s", pair.logs()).isZero();
        }
    }

    @Test
    void anAgentIsKilledWhileRelayedAndComesBack() {
        SceneHost a = host(NetworkKind.SYMMETRIC, false);
        try (LivePair pair = relayed()) {
            a.killAgent();
            a.startAgent();
            a.awaitReady();
            assertThat(pair.outage(() -> {}, LONG)).as("outage, %s", pair.logs()).isLessThan(PATH_DIES);
        }
    }

    @Test
    void anAgentIsKilledWhileItTriesAPathThatWireguardDoesNotPass() {
        SceneHost a = host(NetworkKind.DPI, false);
        try (LivePair pair = LivePair.start(scene, a, host(NetworkKind.DPI, true))) {
            pair.awaitTrial();
            a.killAgent();
            a.startAgent();
            a.awaitReady();
            pair.awaitRelay();
            assertThat(pair.outage(() -> {}, LONG)).as("outage, %s", pair.logs()).isLessThan(PATH_DIES);
        }
    }

    @Test
    void aNatComesBackWithAnotherAddressAndThePairIsDirectAgain() {
        try (LivePair pair = direct()) {
            assertThat(pair.outage(scene.router(NetworkKind.ENDPOINT_INDEPENDENT, true)::changeAddress, LONG))
                    .as("outage, %s", pair.logs()).isLessThan(PATH_DIES);
            pair.awaitDirect();
        }
    }
}
