// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.LivePair;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.SceneHost;

/**
 * Agents behind NATs, around whom things go wrong, and how long their packets may not come through. What was measured is
 * printed; it goes to docs/reference/nat-matrix.md.
 */
abstract class NatFaultScene {
    /** What is promised, in seconds: a path that dies silently is left. */
    static final double PATH_DIES = 7;
    /** The host's own address becomes another. */
    static final double ADDRESS_CHANGES = 1;
    /** What was relayed goes on after an agent or a host is back. */
    static final double IS_BACK = 10;
    /** Tests allow that much more than is promised: most of it is waiting, the rest slower on a machine that is busy. */
    private static final double ROOM = 1.6;

    static NatScene scene;

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

    /** Two that no direct path exists for. */
    static LivePair relayed() {
        return LivePair.start(scene, host(NetworkKind.SYMMETRIC, false), host(NetworkKind.SYMMETRIC, true))
                .awaitRelay();
    }

    /** Behind a NAT that lets in who was asked, and behind an address cone. */
    static LivePair direct() {
        return LivePair.start(scene, host(NetworkKind.PORT_PRESERVING, false),
                host(NetworkKind.ENDPOINT_INDEPENDENT, true)).awaitDirect();
    }

    /** Both behind NATs that let in who was asked. */
    static LivePair directByAsking() {
        return LivePair.start(scene, host(NetworkKind.PORT_PRESERVING, false), host(NetworkKind.PORT_PRESERVING, true))
                .awaitDirect();
    }

    static SceneHost host(NetworkKind kind, boolean second) {
        return scene.host(kind, second);
    }

    /** Prints it, and holds it against what is promised. */
    static void within(double promised, String what, double outage, LivePair pair) {
        tell(what, outage, pair);
        assertThat(outage).as("%s, %s", what, pair.logs()).isLessThan(promised * ROOM);
    }

    static void tell(String what, double outage, LivePair pair) {
        System.out.printf("nat fault, %s: %.2f s without an answer, %d pings lost in all%n", what, outage, pair.lost());
    }
}
