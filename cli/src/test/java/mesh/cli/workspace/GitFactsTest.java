// SPDX-License-Identifier: Apache-2.0
package mesh.cli.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import mesh.cli.run.MeshException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitFactsTest {
    @TempDir
    Path directory;

    @Test
    void knowsNoCommitOutsideGit() {
        assertThat(new GitFacts(directory).commit()).isEqualTo("-");
    }

    @Test
    void namesTheCommitAndWhetherFilesDifferFromIt() throws IOException, InterruptedException {
        commit("mesh: one\n");
        assertThat(new GitFacts(directory).commit()).matches("[0-9a-f]{40}");

        Files.writeString(directory.resolve("mesh.yaml"), "mesh: two\n");
        assertThat(new GitFacts(directory).commit()).matches("[0-9a-f]{40}-dirty");
    }

    @Test
    void readsAFileAsItStoodAtACommit() throws IOException, InterruptedException {
        commit("mesh: one\n");
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: two\n");

        assertThat(new GitFacts(directory).fileAt("HEAD", "mesh.yaml")).contains("mesh: one\n");
        assertThat(new GitFacts(directory).fileAt("HEAD", "mesh.lock")).isEmpty();
    }

    @Test
    void refusesWhatIsNoCommitAndNeverTakesItForAnOption() throws IOException, InterruptedException {
        commit("mesh: one\n");
        GitFacts git = new GitFacts(directory);

        assertThatThrownBy(() -> git.fileAt("nowhere", "mesh.yaml")).isInstanceOf(MeshException.class)
                .hasMessage("git knows no commit 'nowhere' here");
        assertThatThrownBy(() -> git.fileAt("--help", "mesh.yaml")).isInstanceOf(MeshException.class);
    }

    private void commit(String spec) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("mesh.yaml"), spec);
        git("init", "-q");
        git("add", "mesh.yaml");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-qm",
                "one");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
