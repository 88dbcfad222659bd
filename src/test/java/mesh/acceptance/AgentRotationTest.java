// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabBuilder;
import mesh.lab.NatKind;
import mesh.lab.nat.AgentProgram;

/** WireGuard's keys are replaced while packets go directly by an agent's endpoint, and while they go through a relay. */
class AgentRotationTest {
    /** Promised: 7 s. Most of it is waiting; the rest may take longer where a machine does other things besides. */
    private static final int LONGEST_GAP_MILLIS = 11_000;

    @TempDir
    Path folder;

    @Test
    void keysAreReplacedWhileDirectAndWhileRelayed() {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(Files.exists(AgentProgram.jarOfCheckout()), "this build makes no agent");
        try (Fleet fleet = Fleet.start(folder, "turned", AgentRotationTest::networks)) {
            fleet.spec("mesh: turned\nnetwork: {ipv4: 10.97.0.0/24}\n", fleet.callable("web", "relay: true"),
                    block(fleet, "nas"), block(fleet, "laptop"), block(fleet, "pad"), block(fleet, "box"));
            fleet.apply().exits(0);
            // Ways are looked for while there is traffic.
            SteadyPing direct = SteadyPing.start(fleet.host("nas"), fleet.meshAddress("laptop", "ipv4"));
            SteadyPing relayed = SteadyPing.start(fleet.host("pad"), fleet.meshAddress("box", "ipv4"));
            goes(fleet, "nas", "laptop", "direct for");
            goes(fleet, "pad", "box", "by relay");

            fleet.program().run("rotate", "--auto-approve", "laptop", "box").exits(0);
            goes(fleet, "nas", "laptop", "direct for");
            goes(fleet, "pad", "box", "by relay");

            List<Integer> gaps = List.of(direct.endsWithLongestGap(), relayed.endsWithLongestGap());
            System.out.println("nat fault, keys replaced: longest gaps in ms, direct and relayed: " + gaps);
            assertThat(gaps).allSatisfy(gap -> assertThat(gap).isLessThan(LONGEST_GAP_MILLIS));
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
        }
    }

    private static LabBuilder networks(LabBuilder lab) {
        return behind(behind(behind(behind(lab.linux("web", HostOption.withSystemd()), "nas",
                NatKind.PORT_PRESERVING), "laptop", NatKind.PORT_PRESERVING), "pad", NatKind.SYMMETRIC), "box",
                NatKind.SYMMETRIC);
    }

    private static LabBuilder behind(LabBuilder lab, String host, NatKind kind) {
        String router = "r-" + host;
        return lab.router(router, kind).linux(host, HostOption.withSystemd(), HostOption.behind(router));
    }

    private static String block(Fleet fleet, String host) {
        return fleet.block(host, "behind-nat: true", "site: " + host);
    }

    private static void goes(Fleet fleet, String host, String peer, String how) {
        Waiting.until(host + " reaches " + peer + ", " + how, Duration.ofSeconds(60), () -> fleet.program()
                .run("status", "--host", host).out().lines()
                .anyMatch(line -> line.strip().startsWith(peer + " ") && line.contains(how)));
    }
}
