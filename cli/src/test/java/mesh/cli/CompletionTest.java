// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import mesh.cli.run.ExitCode;

/** The shells themselves complete what people begin to type. */
class CompletionTest {
    /** Prints what _mesh makes of the words $@. */
    private static final String ASK = """
            asked() { COMPREPLY=(); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mesh 2>/dev/null; echo "${COMPREPLY[*]}"; }
            asked mesh vali
            asked mesh validate --forma
            asked mesh validate --format sa
            asked mesh completion f
            asked mesh explain nas
            asked mesh -f other.yaml bootstrap pi
            asked mesh plan --host ''
            asked mesh show ''
            """;
    private static final String ANSWERS = """
            validate
            --format
            sarif
            fish
            nas
            pizza
            alder nas phone

            """;

    @TempDir
    Path directory;

    @BeforeEach
    void twoSpecs() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: home
                hosts:
                  alder: {os: linux, endpoint: 203.0.113.1}
                  nas:
                    os: linux
                # a comment
                devices:
                  phone:
                    owner: Anna
                """);
        Files.writeString(directory.resolve("other.yaml"), "mesh: other\nhosts:\n  pizza: {os: linux}\n");
    }

    private Path script(String shell) throws IOException {
        return Files.writeString(directory.resolve("completion." + shell),
                new MeshRun(directory).ends(ExitCode.OK, "completion", shell).out());
    }

    @Test
    void bashCompletesCommandsOptionsValuesAndHosts() throws IOException, InterruptedException {
        assertThat(runs("bash", "bash", "--norc", "-c", "source " + script("bash") + "\n" + ASK)).isEqualTo(ANSWERS);
    }

    /** On a terminal of its own, with the key that people press. */
    @ParameterizedTest
    @CsvSource({"vali,validate", "validate --format sa,validate --format sarif", "explain na,explain nas",
            "plan --host al,plan --host alder"})
    void zshCompletesWhenTabIsPressed(String typed, String completed) throws IOException, InterruptedException {
        String session = """
                zmodload zsh/zpty
                zpty mesh zsh -f -i
                zpty -w mesh 'mesh() { echo "<$*>"; }; source %s; echo READY''SOURCED'
                zpty -r -m mesh said '*READYSOURCED*'
                zpty -w -n mesh $'mesh %s\\t\\n'
                zpty -r -m mesh said '*<*>*'
                print -r -- "$said"
                zpty -d mesh
                """.formatted(script("zsh"), typed);
        assertThat(runs("zsh", "zsh", "-f", "-c", session)).matches("(?s).*<" + completed + " ?>.*");
    }

    @Test
    void fishCompletesThemAsWell() throws IOException, InterruptedException {
        String completed = runs("fish", "fish", "--no-config", "-c", "source " + script("fish")
                + "; for line in 'mesh vali' 'mesh validate --forma' 'mesh validate --format sa' 'mesh completion f'"
                + " 'mesh explain na' 'mesh bootstrap -f other.yaml pi'; complete -C $line; end");

        assertThat(completed.lines().map(line -> line.split("\t")[0])).containsExactly("validate", "--format", "sarif",
                "fish", "nas", "pizza");
    }

    @Test
    void fishIsToldTheSameCommandsAndOptions() {
        String script = new MeshRun(directory).ends(ExitCode.OK, "completion", "fish").out();

        assertThat(script).contains("complete -c mesh -n '__fish_use_subcommand' -a 'apply'",
                "-n '__fish_seen_subcommand_from apply' -l auto-approve -d 'Does not ask'",
                "-n '__fish_seen_subcommand_from graph' -l format -r -f -a 'html svg dot mermaid'");
    }

    @Test
    void zshGetsWhatBashGets() throws IOException {
        assertThat(Files.readString(script("zsh"))).isEqualTo(Files.readString(script("bash")));
    }

    /** What the words print on both streams, where {@code program} is on this machine. */
    private String runs(String program, String... words) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Stream.of("/usr/bin", "/usr/local/bin", "/bin").map(Path::of)
                .anyMatch(folder -> Files.isExecutable(folder.resolve(program))), "no " + program + " here");
        Process process = new ProcessBuilder(List.of(words)).directory(directory.toFile()).redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
