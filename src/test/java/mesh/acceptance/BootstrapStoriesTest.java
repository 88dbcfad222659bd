// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.lab.LabResult;

/** Fresh machines, nobody's login on them, become hosts of a mesh. */
class BootstrapStoriesTest {
    private static final String PLAN = """
            mesh: fresh
            network: {ipv4: 10.97.0.0/24}
            """;

    /** Not a user that the lab makes. */
    private static final String LOGIN = "anna";

    @TempDir
    Path folder;

    @TempDir
    Path state;

    private Map<String, String> home;

    @BeforeEach
    void ownState() {
        home = Map.of("XDG_STATE_HOME", state.toString());
    }

    private Fleet two() {
        Fleet fleet = Fleet.start(folder, "fresh", lab -> lab.linux("alder").openBsd("birch"));
        fleet.spec(PLAN, login(fleet, "alder"), login(fleet, "birch"));
        return fleet;
    }

    private static String login(Fleet fleet, String name) {
        return fleet.callable(name).replace("user: root", "user: " + LOGIN);
    }

    private Program.Run mesh(Fleet fleet, int exitCode, String... arguments) {
        return fleet.program().run(home, arguments).exits(exitCode);
    }

    private String script(Fleet fleet, String host) {
        return mesh(fleet, 0, "bootstrap", host, "--script", "--ssh-key", fleet.identity() + ".pub").out();
    }

    /** Runs it as somebody on the console would, and returns the answer. */
    private static String onConsole(LabHost host, String script) {
        host.put("/root/prepare", "0600", script);
        LabResult result = host.run("sh /root/prepare");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out().lines().filter(line -> line.startsWith("mesh-answer-1,")).findFirst().orElseThrow();
    }

    @Test
    void aProgramOnTheConsoleIsEnoughForApply() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            Files.delete(folder.resolve("known_hosts"));
            for (String name : List.of("alder", "birch")) {
                LabHost host = fleet.host(name);
                assertThat(host.run("id " + LOGIN).exit()).isNotZero();

                String script = script(fleet, name);
                String answer = onConsole(host, script);
                Program.Run taken = mesh(fleet, 0, "bootstrap", name, "--answer", answer);

                assertThat(taken.out()).contains("Its SSH key is pinned in known_hosts").contains(host.address());
                assertThat(fleet.read("known_hosts")).contains(host.sshAddress() + " " + host.hostKey());
                assertThat(host.consoleText()).doesNotContain("Accepted publickey");
                changesNothingMore(host);
                runsNothingElse(fleet, host);
            }

            fleet.applyTwice();

            fleet.everyPairPings("alder", "birch");
        }
    }

    /** A second run on the console finds all as the first one left it. */
    private static void changesNothingMore(LabHost host) {
        String files = "cd /etc && find . -type f ! -name answer | sort | while read f; do "
                + "ls -l $f; cat $f; done; ls -l /home/" + LOGIN + "/.ssh";
        String before = host.run(files).orThrow();
        String again = host.run("sh /root/prepare").orThrow();
        assertThat(again.lines().filter(line -> line.startsWith("+ "))).isEmpty();
        assertThat(again).contains("  user anna is there").contains("  the WireGuard key is there");
        assertThat(host.run(files).orThrow()).isEqualTo(before);
    }

    /** The rule is for sh and nothing else. */
    private void runsNothingElse(Fleet fleet, LabHost host) throws IOException, InterruptedException {
        String become = host.os() == LabOs.OPENBSD ? "doas -n " : "sudo -n ";
        assertThat(ssh(fleet, host, become + "sh -c 'id -u'")).isEqualTo("0\n");
        assertThat(ssh(fleet, host, "id -un; " + become + "id -u; true")).isEqualTo(LOGIN + "\n");
    }

    /** What a command prints that OpenSSH runs there as the new user. */
    private String ssh(Fleet fleet, LabHost host, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh", "-F", "none", "-i", fleet.identity(), "-o", "BatchMode=yes", "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"), LOGIN + "@" + host.sshAddress(), command)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return out;
    }

    @Test
    void anAnswerCountsOnceAndInTimeAndForItsHostAndWhole() throws IOException {
        try (Fleet fleet = two()) {
            Files.delete(folder.resolve("known_hosts"));
            String first = onConsole(fleet.host("alder"), script(fleet, "alder"));
            String answer = onConsole(fleet.host("alder"), script(fleet, "alder"));
            String before = files();

            refused(fleet, first, "it was changed, or an older program made it");
            refused(fleet, answer.substring(0, answer.length() - 1), "no whole answer");
            refused(fleet, answer.replace("ssh-", "").replace(fleet.host("alder").address(), "192.0.2.66"),
                    "it was changed");
            refused(fleet, answer.replace(",alder,", ",birch,"), "the answer is of birch");
            assertThat(mesh(fleet, 8, "bootstrap", "birch", "--answer", answer).err())
                    .contains("the answer is of alder");
            assertThat(mesh(fleet, 8, "bootstrap", "birch", "--answer", answer.replace(",alder,", ",birch,")).err())
                    .contains("no program for birch was made here");
            assertThat(files()).isEqualTo(before);

            mesh(fleet, 0, "bootstrap", "alder", "--answer", answer);
            refused(fleet, answer, "was taken already");
            goesStale(fleet);
        }
    }

    private void refused(Fleet fleet, String answer, String why) {
        assertThat(mesh(fleet, 8, "bootstrap", "alder", "--answer", answer).err()).contains(why)
                .contains("Nothing was written");
    }

    /** Both ends look at the time. */
    private void goesStale(Fleet fleet) throws IOException {
        String script = script(fleet, "birch");
        String answer = onConsole(fleet.host("birch"), script);
        Path kept = state.resolve("mesh/enrolment/fresh/birch");
        Files.writeString(kept, Files.readString(kept).replaceFirst("expires .*", "expires 1700000000"));
        assertThat(mesh(fleet, 8, "bootstrap", "birch", "--answer", answer).err()).contains("counted until 2023-11-14");
        fleet.host("birch").put("/root/prepare", "0600",
                script.replaceFirst("until_second [0-9]+", "until_second 1700000000"));
        LabResult result = fleet.host("birch").run("sh /root/prepare");
        assertThat(result.exit()).isEqualTo(76);
        assertThat(result.out()).contains("! this program has expired");
    }

    private String files() throws IOException {
        StringBuilder out = new StringBuilder();
        for (String name : List.of("known_hosts", "mesh.lock")) {
            Path file = folder.resolve(name);
            out.append(name).append(Files.exists(file) ? Files.readString(file) : " is not there").append('\n');
        }
        return out.toString();
    }

    @Test
    void aLoginThatIsThereAlreadyIsUsedOnceToMakeTheNarrowOne() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            String key = fleet.identity() + ".pub";
            assertThat(mesh(fleet, 8, "bootstrap", "alder").err()).contains("--prepare");
            Program.Run linux = mesh(fleet, 0, "bootstrap", "alder", "--prepare", "--login", "deploy", "--ssh-key",
                    key);
            Program.Run openBsd = mesh(fleet, 0, "bootstrap", "birch", "--prepare", "--ssh-key", key);

            assertThat(linux.out()).contains("+ made user anna", "Login works. Public key");
            assertThat(openBsd.out()).contains("+ /etc/doas.conf says: permit nopass anna", "Login works. Public key");
            String again = mesh(fleet, 0, "bootstrap", "alder", "--prepare", "--login", LOGIN, "--ssh-key", key).out();
            assertThat(again.lines().filter(line -> line.startsWith("+ "))).isEmpty();
            assertThat(again).contains("Login works. Public key");
            runsNothingElse(fleet, fleet.host("alder"));
            assertThat(mesh(fleet, 8, "bootstrap", "alder", "--prepare", "--login", "nobody", "--ssh-key", key).err())
                    .contains("--login USER");
            fleet.applyTwice();
            fleet.everyPairPings("alder", "birch");
        }
    }

    @Test
    void aFirstBootByCloudInitOrTheInstallerAnswersByItself() throws IOException {
        try (Fleet fleet = two()) {
            Files.delete(folder.resolve("known_hosts"));
            String key = fleet.identity() + ".pub";
            String data = mesh(fleet, 0, "bootstrap", "alder", "--cloud-init", "--ssh-key", key).out();
            mesh(fleet, 0, "bootstrap", "birch", "--openbsd-site", "www", "--openbsd-version", "7.8", "--ssh-key", key);

            bootsWith(fleet.host("alder"), data);
            installs(fleet.host("birch"), Files.readAllBytes(folder.resolve("www/site78-birch.tgz")));

            for (String name : List.of("alder", "birch")) {
                LabHost host = fleet.host(name);
                assertThat(host.run("ls /root/mesh-prepare /install.site").exit()).as("what carried the token")
                        .isNotZero();
                mesh(fleet, 0, "bootstrap", name, "--answer", host.run("cat /etc/mesh/answer").orThrow().strip());
            }
            assertThat(fleet.read("www/birch-install.conf")).contains("Public ssh key for user anna = ssh-ed25519 ");
            fleet.applyTwice();
            fleet.everyPairPings("alder", "birch");
        }
    }

    /** What cloud-init's modules write_files and runcmd make of user data. */
    @SuppressWarnings("unchecked")
    private static void bootsWith(LabHost host, String userData) {
        assertThat(userData).startsWith("#cloud-config\n");
        Map<String, Object> config = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(userData);
        for (Map<String, String> file : (List<Map<String, String>>) config.get("write_files")) {
            assertThat(file).containsEntry("encoding", "b64").containsEntry("owner", "root:root");
            host.put(file.get("path"), file.get("permissions"), new String(
                    Base64.getMimeDecoder().decode(file.get("content")), StandardCharsets.UTF_8));
        }
        for (String command : (List<String>) config.get("runcmd")) {
            LabResult result = host.run(command);
            assertThat(result.exit()).as(result.out() + result.err()).isZero();
        }
    }

    /** What the installer does with a site set, and rc(8) at the first boot. */
    private static void installs(LabHost host, byte[] set) {
        host.run("b64decode -r >/tmp/site.tgz && cd / && tar -xzpf /tmp/site.tgz",
                Base64.getMimeEncoder(76, new byte[]{'\n'}).encodeToString(set) + "\n").orThrow();
        assertThat(host.run("ls -l /install.site /root/mesh-prepare").orThrow()).contains("-rwxr-xr-x", "-rw-------");
        host.run("/install.site").orThrow();
        assertThat(host.run("ls /etc/mesh").exit()).as("nothing is done before the first boot").isNotZero();
        LabResult result = host.run("sh /etc/rc.firsttime");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    @Test
    void theTokenIsSeenNowhereButInItsTwoFiles() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            ArgumentSampler sampler = ArgumentSampler.of(fleet.host("alder"));
            mesh(fleet, 0, "bootstrap", "alder", "--script", "--ssh-key", fleet.identity() + ".pub", "--out",
                    "alder.sh");
            String token = token(fleet.read("alder.sh"));
            assertThat(Files.readString(state.resolve("mesh/enrolment/fresh/alder"))).contains(token);
            for (Path file : List.of(folder.resolve("alder.sh"), state.resolve("mesh/enrolment/fresh/alder"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            String answer = onConsole(fleet.host("alder"), fleet.read("alder.sh"));
            mesh(fleet, 0, "bootstrap", "alder", "--answer", answer);

            assertThat(Files.readString(state.resolve("mesh/enrolment/fresh/alder"))).doesNotContain(token);
            assertThat(sampler.text()).contains("sshd").doesNotContain(token);
            assertThat(String.join("\n", fleet.program().everythingPrinted())).doesNotContain(token);
            assertThat(fleet.program().processesSeen()).doesNotContain(token);
            assertThat(answer + fleet.host("alder").consoleText()).doesNotContain(token);
            fleet.host("alder").run("rm /root/prepare").orThrow();
            assertThat(fleet.host("alder").run("grep -rl " + token + " /etc /var /root /home /tmp").out()).isEmpty();
        }
    }

    private static String token(String script) {
        List<String> lines = Arrays.asList(script.split("\n"));
        return lines.get(lines.indexOf("read -r token <<'END'") + 1);
    }
}
