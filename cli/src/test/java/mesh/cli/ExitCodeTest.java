// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every documented exit code that needs no host; those that do are in the acceptance tests. */
class ExitCodeTest {
    /** Nothing listens on port 1 of the loopback address. */
    private static final String SPEC = """
            mesh: test
            hosts:
              alpha:
                os: linux
                endpoint: 203.0.113.1
                ssh: root@127.0.0.1:1
              beta:
                os: openbsd
                endpoint: 203.0.113.2
                ssh: root@127.0.0.1:1
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writeSpec() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), SPEC);
    }

    @Test
    void zeroWhenAllIsWell() {
        assertThat(mesh().ends(ExitCode.OK, "validate").out())
                .isEqualTo("mesh.yaml is valid: mesh test with 2 hosts.\n");
    }

    @Test
    void oneWhenThereIsNoSpec() {
        MeshRun run = mesh().ends(ExitCode.ERROR, "validate", "-f", "none.yaml");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                error: none.yaml: no such file
                Write one with 'mesh init', or name one with '-f FILE'.
                """);
    }

    @Test
    void oneWhenAFileIsNoSavedPlan() throws IOException {
        Files.writeString(directory.resolve("plan.json"), "{}");

        assertThat(mesh().ends(ExitCode.ERROR, "show", "plan.json").err())
                .startsWith("error: plan.json: this is not a plan");
    }

    @Test
    void twoWhenThereAreChangesAndSomebodyAsks() {
        mesh().ends(ExitCode.CHANGES, "plan", "--offline", "--detailed-exitcode");
        mesh().ends(ExitCode.OK, "plan", "--offline");
    }

    @Test
    void threeWhenTheSpecIsInvalidWithEveryProblem() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: test\nhosts:\n  a: {os: linus}\n  b: {oss: linux}\n");

        MeshRun run = mesh().ends(ExitCode.INVALID, "plan");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("mesh.yaml:3:11: hosts.a.os: ").contains("mesh.yaml:4:7: hosts.b.oss: ")
                .contains("  = help: ");
    }

    @Test
    void threeWhenTheSpecIsNotFormatted() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), SPEC.replace("mesh: test", "mesh:   test"));

        assertThat(mesh().ends(ExitCode.INVALID, "fmt", "--check").err())
                .isEqualTo("mesh.yaml is not formatted; 'mesh fmt' does it.\n");
        mesh().ends(ExitCode.OK, "fmt");
        mesh().ends(ExitCode.OK, "fmt", "--check");
    }

    @Test
    void threeWhenTheLockIsOutOfDate() {
        mesh().ends(ExitCode.INVALID, "lock", "--check");
        mesh().ends(ExitCode.OK, "lock");
        mesh().ends(ExitCode.OK, "lock", "--check");
    }

    @Test
    void threeWhenTheLockHoldsAMergeConflict() throws IOException {
        Files.writeString(directory.resolve("mesh.lock"), "<<<<<<< HEAD\nformat: 1\n=======\n>>>>>>> other\n");

        assertThat(mesh().ends(ExitCode.INVALID, "validate").err()).startsWith("mesh.lock:1:1: ");
    }

    @Test
    void fourWhenAHostDoesNotAnswer() {
        MeshRun run = mesh().ends(ExitCode.PARTIAL, "apply", "--auto-approve");

        assertThat(run.out()).contains("? alpha").contains("? beta").contains("Nothing is known");
        mesh().ends(ExitCode.PARTIAL, "status");
        mesh().ends(ExitCode.PARTIAL, "plan", "--detailed-exitcode");
    }

    @Test
    void sevenWhenTheSavedPlanWasNotMadeOfTheHosts() {
        mesh().ends(ExitCode.OK, "plan", "--offline", "--out", "plan.json");

        MeshRun run = mesh().ends(ExitCode.STALE, "apply", "plan.json");

        assertThat(run.err())
                .contains("the saved plan plan.json was compared with bare hosts, not with the hosts");
    }

    @Test
    void sevenWhenAHostMovedSinceThePlanWasSaved() throws IOException {
        mesh().ends(ExitCode.PARTIAL, "plan", "--out", "plan.json");
        Path file = directory.resolve("plan.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"generation\" : 0", "\"generation\" : 4"));

        MeshRun run = mesh().ends(ExitCode.STALE, "apply", "plan.json");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the saved plan plan.json is out of date: alpha changed since it was made");
    }

    @Test
    void sixtyFourForWrongUseNeverTwo() {
        assertThat(mesh().ends(ExitCode.USAGE, "plan", "--nonsense").out()).isEmpty();
        mesh().ends(ExitCode.USAGE, "render");
        mesh().ends(ExitCode.USAGE, "plan", "--offline", "--base", "HEAD");
        mesh().ends(ExitCode.USAGE, "plan", "--ssh", "telnet");
        mesh().ends(ExitCode.USAGE, "plan", "--host", "no such");
        mesh().ends(ExitCode.USAGE, "init", "Not A Name");
    }

    @Test
    void sixtyFourForAHostThatTheMeshDoesNotHave() {
        MeshRun run = mesh().ends(ExitCode.USAGE, "plan", "--offline", "--host", "alpah");

        assertThat(run.err()).isEqualTo("error: the mesh has no host 'alpah'\nDid you mean: alpha?\n");
    }

    @Test
    void seventyForABugWithoutATrace() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), SPEC + VAULT);

        MeshRun run = mesh().withoutKeys().ends(ExitCode.BUG, "lock");

        assertThat(run.err()).startsWith("error: this is a bug in mesh: IllegalStateException in ")
                .contains("MESH_DEBUG=1").doesNotContain("\tat ");
    }

    @Test
    void showsTheTraceOfABugWhenAsked() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), SPEC + VAULT);

        MeshRun run = mesh().withoutKeys().environment("MESH_DEBUG", "1").ends(ExitCode.BUG, "lock");

        assertThat(run.err()).contains("\tat ");
    }

    @Test
    void hundredThirtyWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(mesh().ends(ExitCode.INTERRUPTED, "status").err()).isEqualTo("error: interrupted\n");

        assertThat(Thread.interrupted()).isFalse();
    }

    private static final String VAULT = """
            keys:
              custody: vault
              recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]
            """;

    private MeshRun mesh() {
        return new MeshRun(directory);
    }
}
