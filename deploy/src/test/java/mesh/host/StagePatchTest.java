// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's own function, in every shell and by every awk there is, makes of edits what they were made for. */
class StagePatchTest {
    private static final int CASES = 60;

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    /** @param awk a shell function of that name, or nothing */
    private int run(Shell shell, String awk, String commands) throws IOException {
        String program = HostProgram.load("common") + HostProgram.load("home") + HostProgram.load("apply") + awk
                + "main() {\nsetup\nstage=" + directory + "/stage\ngood=$stage.good\n" + commands
                + "}\nmain </dev/null 3>&1\n";
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(shell.command()).redirectErrorStream(true).redirectOutput(out.toFile())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(program.getBytes(UTF_8));
        }
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException cancelled) {
            throw new IOException(cancelled);
        }
        return process.exitValue();
    }

    private String staged(Path base) throws IOException {
        return Files.readString(Path.of(directory + "/stage" + base));
    }

    private void makesWhatWasWanted(Shell shell, String awk) throws IOException {
        Random random = new Random(2);
        List<String> wanted = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < CASES; i++) {
            String base = LineEditsTest.text(random);
            String result = LineEditsTest.changed(random, base);
            Files.writeString(directory.resolve("base" + i), base);
            wanted.add(result);
            commands.append(
                    ShellText.withInput("stage_patch " + directory + "/base" + i, LineEdits.between(base, result)));
        }
        assertThat(run(shell, awk, commands.toString())).as(Files.readString(directory.resolve("out"))).isZero();
        for (int i = 0; i < CASES; i++) {
            assertThat(staged(directory.resolve("base" + i))).isEqualTo(wanted.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everyShellMakesTheResultOfTheBase(Shell shell) throws IOException {
        makesWhatWasWanted(shell, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busybox awk", "mawk", "gawk --posix", "original-awk"})
    void everyAwkMakesTheResultOfTheBase(String awk) throws IOException {
        String program = awk.split(" ")[0];
        assumeTrue(List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program))), program + " is not here");
        makesWhatWasWanted(Shell.DASH, "awk() { " + awk + " \"$@\"; }\n");
    }

    @Test
    void aBaseThatIsTooShortAsksForTheWholeFile() throws IOException {
        Files.writeString(directory.resolve("base"), "one\n");
        assertThat(run(Shell.DASH, "", ShellText.withInput("stage_patch " + directory + "/base", "=2\n+x\n")))
                .isEqualTo(76);
        assertThat(Files.readString(directory.resolve("out"))).contains("= send-whole", "! cannot make");
    }

    @Test
    void anEditThatIsNoneIsRefused() throws IOException {
        Files.writeString(directory.resolve("base"), "one\n");
        assertThat(run(Shell.DASH, "", ShellText.withInput("stage_patch " + directory + "/base", "=1x\n")))
                .isEqualTo(76);
    }
}
