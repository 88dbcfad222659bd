// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mesh status --watch} before somebody's eyes: on a terminal, with hosts that come and go. */
class WatchStoriesTest {
    private static final String HEAD = """
            mesh: watched
            network: {ipv4: 10.97.0.0/24}
            """;

    @TempDir
    Path folder;

    @Test
    void aScreenFollowsTheMeshAndTheTerminalIsGivenBackHoweverItEnds() throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(folder, "watch", lab -> lab.linux("alder").openBsd("birch"))) {
            fleet.spec(HEAD, fleet.callable("alder"), fleet.callable("birch"));
            fleet.apply().exits(0);
            followsHosts(fleet);
            endsBySignals();
            linesForPrograms();
        }
    }

    private void followsHosts(Fleet fleet) throws IOException, InterruptedException {
        try (Pty pty = Pty.start(folder, 24, 80, "status --watch --interval 1")) {
            pty.shows("2 hosts: 2 up.");
            assertThat(pty.sent()).contains("\u001b[?1049h\u001b[?25l");
            assertThat(pty.screen().lines()).hasSize(24).allSatisfy(line -> assertThat(line.length()).isLessThan(80));

            fleet.host("birch").run("ifconfig wg0 destroy").orThrow();
            pty.shows("! birch: interface is gone");
            pty.shows("! birch  down");
            fleet.apply().exits(0);
            pty.shows("+ birch: interface is up");

            fleet.host("alder").faults().cutSsh();
            pty.shows("no answer yet (?): alder");
            pty.shows("? alder  up");
            pty.shows("! alder: went silent");
            fleet.host("alder").faults().healSsh();
            pty.shows("+ alder: answers again, and is up");

            pty.resize(8, 40);
            pty.shows("j k space");
            assertThat(pty.screen().lines()).hasSize(8).allSatisfy(line -> assertThat(line.length()).isLessThan(40));

            fleet.write("mesh.yaml", "mesh: [");
            pty.shows("! spec or lock is not valid");
            pty.type("q");
            pty.ends(0);
        }
        fleet.spec(HEAD, fleet.callable("alder"), fleet.callable("birch"));
    }

    private void endsBySignals() throws IOException, InterruptedException {
        try (Pty pty = Pty.start(folder, 24, 80, "status --watch")) {
            pty.shows("2 hosts: 2 up.");
            pty.type("\u0003");
            pty.ends(130);
        }
        try (Pty pty = Pty.start(folder, 24, 80, "status --watch")) {
            pty.shows("2 hosts: 2 up.");
            pty.signal("TERM");
            pty.ends(130);
        }
        try (Pty pty = Pty.start(folder, 24, 80, "status --watch")) {
            pty.shows("2 hosts: 2 up.");
            pty.signal("HUP");
            pty.ends(129);
        }
    }

    private void linesForPrograms() throws IOException {
        Process process = new ProcessBuilder(Program.launcher(), "status", "--watch", "--json", "--interval", "1")
                .directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = process.inputReader()) {
            for (int round = 0; round < 2; round++) {
                assertThat(lines.readLine()).startsWith("{\"format\":\"1.5\",\"mesh\":\"watched\",").endsWith("}")
                        .contains("\"name\":\"birch\",\"state\":\"up\"");
            }
        } finally {
            process.destroy();
        }
    }
}
