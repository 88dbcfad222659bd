// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.PairResult;
import mesh.lab.nat.PairTrial;

/** Some pairs of the matrix end as the page of the matrix says. {@code bench/run nat} runs all of them, and measures. */
class NatMatrixTest {
    private static final Path PAGE = Path.of(System.getProperty("mesh.root", "."), "docs/reference/nat-matrix.md");
    private static final Set<NetworkKind> KINDS = EnumSet.of(NetworkKind.PUBLIC, NetworkKind.ENDPOINT_INDEPENDENT,
            NetworkKind.PORT_PRESERVING, NetworkKind.SYMMETRIC, NetworkKind.PROXY_ONLY, NetworkKind.DPI,
            NetworkKind.MTU_HOLE);
    private static final double FIRST_PACKET_AT_LATEST = 5;

    private static NatScene scene;

    @BeforeAll
    static void start(@TempDir Path folder) {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(Files.exists(AgentProgram.jarOfCheckout()), "this build makes no agent");
        scene = NatScene.start("matrix", KINDS, AgentProgram.ofCheckout());
    }

    @AfterAll
    static void stop() {
        if (scene != null) {
            scene.close();
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"PORT_PRESERVING, PORT_PRESERVING", "ENDPOINT_INDEPENDENT, SYMMETRIC", "SYMMETRIC, SYMMETRIC",
            "PUBLIC, PROXY_ONLY", "PORT_PRESERVING, DPI", "PUBLIC, MTU_HOLE"})
    void aPairEndsAsThePageSays(NetworkKind first, NetworkKind second) throws IOException {
        PairResult result = PairTrial.run(scene, first, second);
        if ((result.wrong().isPresent() || isLate(result)) && result.strange().isEmpty()) { // the machine may have been busy
            result = PairTrial.run(scene, first, second);
        }
        assertThat(result.wrong()).as("%s", result).isEmpty();
        assertThat(result.isDirect() ? "direct" : "relay").isEqualTo(pathOnPage(first, second));
        assertThat(isLate(result)).as("%s", result).isFalse();
        if (result.isDirect()) {
            assertThat(result.lostBefore().orElseThrow()).as("%s", result).isZero();
        }
    }

    /** One handshake of WireGuard's was not enough: it begins the next after five seconds. */
    private static boolean isLate(PairResult result) {
        return result.firstPacket().orElse(0) > FIRST_PACKET_AT_LATEST;
    }

    private static String pathOnPage(NetworkKind first, NetworkKind second) throws IOException {
        String start = "| " + first.id() + " | " + second.id() + " | yes | ";
        List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(start)).toList();
        assertThat(rows).as("rows that begin with %s", start).hasSize(1);
        return rows.getFirst().substring(start.length()).split(" ", 2)[0];
    }
}
