// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.cli.run.ExitCode;

/** Manual pages, made of the commands' own descriptions. */
class ManualPagesTest {
    @TempDir
    Path pages;
    @TempDir
    Path elsewhere;

    @BeforeEach
    void write() throws IOException {
        ManualPages.write(pages, LocalDate.of(2026, 11, 27), Rehearsal.setting(pages));
    }

    @Test
    void everyCommandHasAPageThatNamesWhatHelpNames() throws IOException {
        String main = Files.readString(pages.resolve("man1/mesh.1"));
        List<String> commands = commands();

        assertThat(commands).contains("apply", "completion").doesNotContain("help").allSatisfy(command -> {
            assertThat(main).contains(".It Xr mesh-" + command + " 1\n");
            String page = Files.readString(pages.resolve("man1/mesh-" + command + ".1"));
            Pattern.compile("(?m)(?<=^ {1,12})--[a-z-]+").matcher(mesh().ends(ExitCode.OK, command, "--help").out())
                    .results().forEach(option -> assertThat(page).as(command)
                            .contains("Fl \\&" + option.group().substring(1).replace("-", "\\-")));
        });
        try (Stream<Path> all = Files.list(pages.resolve("man1"))) {
            assertThat(all).hasSize(commands.size() + 1);
        }
    }

    @Test
    void aPageSaysWhenItWasMadeWhatTheCommandDoesAndHowItEnds() throws IOException {
        assertThat(Files.readString(pages.resolve("man1/mesh-validate.1"))).startsWith("""
                .Dd November 27, 2026
                .Dt MESH-VALIDATE 1
                .Os
                .Sh NAME
                .Nm mesh-validate
                """).contains("""
                .It Fl \\&f Ar \\&FILE , Fl \\&\\-file Ar \\&FILE
                The spec; lock, known_hosts and keys are beside it.
                Default: mesh.yaml.
                """, ".Sh EXIT STATUS", ".Xr mesh 1").contains(".Op Fl \\&\\-json\n");
    }

    @Test
    void mandocHasNothingToSayOfThem() throws IOException, InterruptedException {
        assertThat(runs("mandoc", "/bin/sh", "-c", "exec mandoc -T lint -W warning " + pages + "/man1/*.1")).isEmpty();
    }

    @Test
    void groffHasNothingToSayOfThem() throws IOException, InterruptedException {
        assertThat(runs("groff", "/bin/sh", "-c",
                "for page in " + pages
                        + "/man1/*.1; do groff -ww -mandoc -Tutf8 -Kutf8 \"$page\" 2>&1 >/dev/null; done"))
                .isEmpty();
    }

    private List<String> commands() {
        return mesh().ends(ExitCode.OK, "--help").out().lines().dropWhile(line -> !line.equals("Commands:")).skip(1)
                .takeWhile(line -> !line.isBlank()).filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ")[0]).filter(command -> !command.equals("help")).toList();
    }

    private MeshRun mesh() {
        return new MeshRun(elsewhere);
    }

    /** What the words print on both streams, where {@code program} is on this machine. */
    private static String runs(String program, String... words) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Stream.of("/usr/bin", "/usr/local/bin", "/bin").map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve(program))), "no " + program + " here");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
