// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.nio.file.Path;

import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MeshProgramTest {
    @TempDir
    Path directory;

    @Test
    void printsHelpWithEveryExitCodeOnStandardOutput() {
        MeshRun run = mesh().ends(ExitCode.OK, "--help");

        assertThat(run.err()).isEmpty();
        for (ExitCode code : ExitCode.values()) {
            assertThat(run.out()).containsPattern("(?m)^ +" + code.value() + " ");
        }
    }

    @Test
    void refusesAnEmptyCommandLineWithHelpOnStandardError() {
        MeshRun run = mesh().ends(ExitCode.USAGE);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Usage: mesh").contains("init");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        MeshRun run = mesh().ends(ExitCode.USAGE, "inti");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                error: mesh: unknown command 'inti'
                Did you mean: init?
                Try 'mesh --help'.
                """);
    }

    @Test
    void suggestsTheWordThatAnOptionTakes() {
        MeshRun run = mesh().ends(ExitCode.USAGE, "graph", "--format", "sgv");

        assertThat(run.err()).isEqualTo("""
                error: mesh graph: option '--format': 'sgv' is none of html, svg, dot, mermaid
                Did you mean: svg?
                Try 'mesh graph --help'.
                """);
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        MeshRun run = mesh().ends(ExitCode.USAGE, "init", "--flie");

        assertThat(run.err()).isEqualTo("""
                error: mesh init: unknown option: '--flie'
                Did you mean: --file?
                Try 'mesh init --help'.
                """);
    }

    @Test
    void printsTheVersionEitherWay() {
        assertThat(mesh().ends(ExitCode.OK, "version").out()).startsWith("mesh ")
                .isEqualTo(mesh().ends(ExitCode.OK, "--version").out());
    }

    @Test
    void printsACompletionScriptThatNamesEveryCommand() {
        assertThat(mesh().ends(ExitCode.OK, "completion").out()).contains("complete -o default -F _mesh mesh", "init");
    }

    private MeshRun mesh() {
        return new MeshRun(directory);
    }
}
