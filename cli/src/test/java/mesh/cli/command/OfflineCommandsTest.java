// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be done without hosts, from an empty directory on. */
class OfflineCommandsTest {
    private static final String KEYS = "keys: {custody: vault, recipients: "
            + "[age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}\n";

    @TempDir
    Path directory;

    @Test
    void writesAFirstSpecThatIsValidFormattedAndCanBePlanned() {
        mesh().ends(ExitCode.OK, "init", "homelab");

        mesh().ends(ExitCode.OK, "validate");
        mesh().ends(ExitCode.OK, "fmt", "--check");
        mesh().ends(ExitCode.OK, "plan", "--offline");
    }

    @Test
    void overwritesNoSpec() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mine");

        mesh().ends(ExitCode.ERROR, "init");

        assertThat(directory.resolve("mesh.yaml")).hasContent("mine");
    }

    @Test
    void writesNothingWhenItPlans() throws IOException {
        spec("");

        mesh().ends(ExitCode.OK, "plan", "--offline");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("mesh.yaml"));
        }
    }

    @Test
    void plansAgainstACommitWithoutContactingAnybody() throws IOException, InterruptedException {
        spec(KEYS);
        mesh().ends(ExitCode.OK, "lock");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-qm",
                "one");
        assertThat(mesh().ends(ExitCode.OK, "plan", "--base", "HEAD", "--detailed-exitcode").out())
                .isEqualTo("No changes. 2 hosts are as the spec says.\n");

        Files.writeString(directory.resolve("mesh.yaml"), Files.readString(directory.resolve("mesh.yaml"))
                .replace("endpoint: 203.0.113.1", "endpoint: 203.0.113.9"));

        String plan = mesh().ends(ExitCode.CHANGES, "plan", "--base", "HEAD", "--detailed-exitcode").out();
        assertThat(plan).contains("~ beta").contains("203.0.113.9").contains("Unchanged: alpha")
                .endsWith("Plan: 0 hosts to create, 1 to change, 0 to remove. 1 unchanged.\n");
    }

    @Test
    void givesTheSamePlanTwiceByteForByteAndShowsItAgain() throws IOException {
        spec(KEYS);
        mesh().ends(ExitCode.OK, "lock");
        String shown = mesh().ends(ExitCode.OK, "plan", "--offline", "--out", "one.json").out();
        mesh().ends(ExitCode.OK, "plan", "--offline", "--out", "two.json");

        assertThat(directory.resolve("one.json")).hasSameBinaryContentAs(directory.resolve("two.json"));
        assertThat(mesh().ends(ExitCode.OK, "show", "one.json").out()).isEqualTo(shown);
        assertThat(mesh().ends(ExitCode.OK, "show", "--format", "markdown", "one.json").out())
                .startsWith("<!-- mesh plan: ").contains("<b>+ alpha</b>");
        assertThat(mesh().ends(ExitCode.OK, "show", "--json", "one.json").out())
                .isEqualTo(mesh().ends(ExitCode.OK, "plan", "--offline", "--json").out())
                .isEqualTo(Files.readString(directory.resolve("one.json")));
    }

    @Test
    void keepsVaultKeysEncryptedAndMakesThemOnce() throws IOException {
        spec(KEYS);

        assertThat(mesh().ends(ExitCode.OK, "lock").out()).contains("Wrote new keys to keys/.");
        byte[] first = Files.readAllBytes(directory.resolve("keys/alpha.key.age"));
        assertThat(mesh().ends(ExitCode.OK, "lock").out()).isEqualTo("mesh.lock is up to date.\n");

        assertThat(directory.resolve("keys/alpha.key.age")).hasBinaryContent(first);
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).startsWith("age-encryption.org/v1");
    }

    @Test
    void rendersEveryHostUnderItsNameAndPath() throws IOException {
        spec(KEYS);
        mesh().ends(ExitCode.OK, "lock");

        assertThat(mesh().ends(ExitCode.OK, "render", "--out", "out").out())
                .matches("Wrote \\d+ files of 2 hosts to out\\.\n");

        assertThat(directory.resolve("out/alpha/etc/wireguard/wg0.conf")).content().contains("[Interface]");
        assertThat(directory.resolve("out/beta/etc/hostname.wg0")).content().contains("wgkey $(cat ");
        mesh().ends(ExitCode.OK, "render", "--out", "all", "--format", "systemd-networkd");
        assertThat(directory.resolve("all/beta/etc/systemd/network")).isDirectory();
    }

    @Test
    void refusesToRenderWhileKeysAreNotKnown() throws IOException {
        spec("");

        assertThat(mesh().ends(ExitCode.ERROR, "render", "--out", "out").err())
                .startsWith("error: the keys of alpha, beta are not known yet\n");
    }

    @Test
    void forgetsARemovedDeviceOnRequestOnly() throws IOException {
        spec("devices:\n  phone: {public-key: hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=}\n");
        mesh().ends(ExitCode.OK, "lock");
        spec("");
        mesh().ends(ExitCode.OK, "lock");
        assertThat(directory.resolve("mesh.lock")).content().contains("phone:");

        assertThat(mesh().ends(ExitCode.ERROR, "lock", "--release", "fone").err())
                .contains("nothing called fone was removed").contains("Removed so far: phone.");
        mesh().ends(ExitCode.OK, "lock", "--release", "phone");

        assertThat(directory.resolve("mesh.lock")).content().doesNotContain("phone:");
    }

    @Test
    void reportsProblemsAsJson() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: test\nhosts:\n  a: {os: linus}\n");

        MeshRun run = mesh().ends(ExitCode.INVALID, "validate", "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                {
                  "format" : "1.0",
                  "valid" : false,
                  "error_count" : 1,
                  "warning_count" : 0,
                  "problems" : [
                    {
                      "severity" : "error",
                      "id" : "not-a-choice",
                      "file" : "mesh.yaml",
                      "line" : 3,
                      "column" : 11,
                      "path" : "hosts.a.os",
                      "message" : "'linus' is not one of openbsd, linux",
                      "advice" : "did you mean 'linux'?",
                      "snippet" : "  a: {os: linus}"
                    }
                  ]
                }
                """);
    }

    @Test
    void reportsProblemsAsACiServiceShowsThem() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: test\nhosts:\n  a: {os: linus}\n");

        MeshRun run = mesh().ends(ExitCode.INVALID, "validate", "--format", "github");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("::error file=mesh.yaml,line=3,col=11,title=not-a-choice::hosts.a.os: "
                + "'linus' is not one of openbsd, linux. Did you mean 'linux'?\n");
        assertThat(mesh().ends(ExitCode.USAGE, "validate", "--json", "--format", "sarif").err())
                .contains("mutually exclusive");
        assertThat(mesh().ends(ExitCode.USAGE, "validate", "--format", "xml").err()).containsIgnoringCase("sarif")
                .containsIgnoringCase("junit");
    }

    /** Alone, it is run without the parser of command lines. */
    @Test
    void validatesAloneAsWithOptions() throws IOException {
        assertAloneIsAsWithOptions(ExitCode.ERROR);
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: test\nhosts:\n  a: {os: linus}\n");
        assertAloneIsAsWithOptions(ExitCode.INVALID);
        spec("");
        assertAloneIsAsWithOptions(ExitCode.OK);
    }

    private void assertAloneIsAsWithOptions(ExitCode code) {
        MeshRun alone = mesh().ends(code, "validate");
        MeshRun parsed = mesh().ends(code, "validate", "-f", "mesh.yaml");

        assertThat(alone.out() + alone.err()).isNotEmpty().isEqualTo(parsed.out() + parsed.err());
    }

    @Test
    void printsTheSchema() {
        assertThat(mesh().ends(ExitCode.OK, "schema").out()).contains("http://json-schema.org/draft-07/schema#");
    }

    @Test
    void coloursOnlyWhereItMay() throws IOException {
        spec("");
        String[] plan = {"plan", "--offline"};

        assertThat(mesh().terminals("12").ends(ExitCode.OK, plan).out()).contains("\u001b[32m");
        assertThat(mesh().terminals("2").ends(ExitCode.OK, plan).out()).doesNotContain("\u001b");
        assertThat(mesh().terminals("12").ends(ExitCode.OK, "plan", "--offline", "--no-color").out())
                .doesNotContain("\u001b");
        assertThat(mesh().terminals("12").environment("NO_COLOR", "1").ends(ExitCode.OK, plan).out())
                .doesNotContain("\u001b");
    }

    @Test
    void completesInABashThatTakesTheScript() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("complete.sh"), mesh().ends(ExitCode.OK, "completion").out());

        Process bash = new ProcessBuilder(List.of("bash", "-n", script.toString())).inheritIO().start();

        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
    }

    private MeshRun mesh() {
        return new MeshRun(directory);
    }

    private void spec(String more) throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: test
                hosts:
                  alpha: {os: linux, endpoint: 203.0.113.1}
                  beta: {os: openbsd, endpoint: 203.0.113.2}
                """ + more);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
