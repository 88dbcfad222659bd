// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** Secrets stay where they belong, strangers are refused, and a plan that is out of date is not applied. */
class SafetyStoriesTest {
    private static final String PLAIN = """
            mesh: safety
            network: {ipv4: 10.98.0.0/24}
            """;

    @TempDir
    Path folder;

    private Fleet two() {
        Fleet fleet = Fleet.start(folder, "safety", lab -> lab.linux("alder").openBsd("birch"));
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));
        return fleet;
    }

    @Test
    void noSecretIsSeenAnywhereButInItsOwnFile() throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(folder, "secret", lab -> lab.linux("alder").openBsd("birch").linux("cedar"))) {
            Path identity = folder.resolve("identity.txt");
            String recipient = ageKeygen(identity);
            fleet.spec(PLAIN + "keys: {custody: vault, preshared-epoch: 1, recipients: [" + recipient + "]}\n",
                    fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            Map<String, String> environment = Map.of("MESH_AGE_IDENTITY_FILE", identity.toString());

            ArgumentSampler sampler = ArgumentSampler.of(fleet.host("alder"), fleet.host("cedar"));
            fleet.program().run(environment, "lock").exits(0);
            fleet.program().run(environment, "plan", "--out", "p.json", "--html", "p.html").exits(0);
            fleet.program().run(environment, "plan", "--json").exits(0);
            fleet.program().run(environment, "apply", "--auto-approve").exits(0);
            fleet.program().run(environment, "status", "--json", "--html", "s.html").exits(0);
            fleet.everyPairPings("alder", "birch", "cedar");

            List<String> secrets = secretsOf(fleet, "alder", "birch", "cedar");
            assertThat(secrets).hasSize(9);
            Map<String, String> seen = new TreeMap<>(textsIn(folder, identity));
            seen.put("what mesh printed", String.join("\n", fleet.program().everythingPrinted()));
            seen.put("arguments and environment of mesh", fleet.program().processesSeen());
            for (String name : List.of("alder", "birch", "cedar")) {
                seen.put("console of " + name, fleet.host(name).consoleText());
                seen.put("world-readable files of " + name, worldReadable(fleet.host(name)));
            }
            seen.put("arguments on Linux hosts", sampler.text());

            assertThat(seen.get("arguments and environment of mesh")).contains("mesh.jar");
            assertThat(sampler.text()).contains("sshd");
            assertThat(seen).allSatisfy(
                    (place, text) -> assertThat(secrets).as(place).noneMatch(secret -> text.contains(secret)));
        }
    }

    @Test
    void aMissingAgeIdentityStopsBeforeAnythingIsMade() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            String recipient = ageKeygen(folder.resolve("elsewhere.txt"));
            fleet.spec(PLAIN + "keys: {preshared-epoch: 1, recipients: [" + recipient + "]}\n",
                    fleet.callable("alder"), fleet.callable("birch"));

            Program.Run run = fleet.program().run(Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", ""), "apply",
                    "--auto-approve").exits(1);

            assertThat(run.err()).contains("identity").contains("age-keygen");
            assertThat(fleet.host("alder").run("ls /etc/mesh").ok()).isFalse();
            assertThat(folder.resolve("mesh.lock")).doesNotExist();
        }
    }

    @Test
    void anUnknownHostKeyStopsBeforeAnythingIsWritten() {
        try (Fleet fleet = two()) {
            fleet.write("known_hosts", "");

            Program.Run run = fleet.apply().exits(8);

            assertThat(run.err()).contains("bootstrap");
            assertThat(fleet.host("alder").run("ls /etc/mesh").exit()).isNotZero();
        }
    }

    @Test
    void aChangedHostKeyStopsBeforeAnythingIsWritten() {
        try (Fleet fleet = two()) {
            String alder = fleet.host("alder").hostKey();
            String birch = fleet.host("birch").hostKey();
            fleet.write("known_hosts", fleet.read("known_hosts").replace(alder, "SWAP").replace(birch, alder)
                    .replace("SWAP", birch));

            fleet.apply().exits(8);

            assertThat(fleet.host("alder").run("ls /etc/mesh").exit()).isNotZero();
            assertThat(fleet.host("birch").run("ls /etc/mesh").exit()).isNotZero();
        }
    }

    @Test
    void bootstrapShowsTheFingerprintAndPinsIt() {
        try (Fleet fleet = two()) {
            fleet.write("known_hosts", "");

            Program.Run refused = fleet.program().run("bootstrap", "alder");
            assertThat(refused.exitCode()).isEqualTo(8);
            Program.Run pinned = fleet.program().run("bootstrap", "alder", "--accept-host-key").exits(0);

            assertThat(refused.out() + refused.err()).contains("SHA256:");
            assertThat(pinned.out() + pinned.err()).contains("SHA256:");
            assertThat(fleet.read("known_hosts")).contains(fleet.host("alder").hostKey());
            assertThat(fleet.read("mesh.lock")).contains("public-key");
        }
    }

    @Test
    void aSavedPlanIsAppliedOnceAndRefusedWhenAHostMoved() {
        try (Fleet fleet = two()) {
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("alder", "port: 4501"), fleet.callable("birch"));
            fleet.program().run("plan", "--out", "plan.json").exits(0);
            assertThat(fleet.program().run("show", "plan.json").exits(0).out()).contains("4501");

            fleet.program().run("apply", "--auto-approve", "plan.json").exits(0);

            fleet.program().run("apply", "--auto-approve", "plan.json").exits(7);
        }
    }

    @Test
    void theFirstPlanOfAllIsRefusedTheSecondTime() {
        try (Fleet fleet = two()) {
            fleet.program().run("plan", "--out", "plan.json").exits(0);
            fleet.program().run("apply", "--auto-approve", "plan.json").exits(0);

            fleet.program().run("apply", "--auto-approve", "plan.json").exits(7);
        }
    }

    @Test
    void theSystemsOwnSshWorksToo() {
        try (Fleet fleet = two()) {
            fleet.apply("--ssh", "openssh").exits(0);

            fleet.everyPairPings("alder", "birch");
        }
    }

    private static String ageKeygen(Path file) throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder("age-keygen", "-o", file.toString()).redirectErrorStream(true).start();
        keygen.getInputStream().readAllBytes();
        assertThat(keygen.waitFor()).isZero();
        return Files.readAllLines(file).stream().filter(line -> line.startsWith("# public key: ")).findFirst()
                .orElseThrow().substring("# public key: ".length());
    }

    private static List<String> secretsOf(Fleet fleet, String... names) {
        List<String> secrets = new ArrayList<>();
        for (String name : names) {
            secrets.addAll(fleet.host(name).run("cat /etc/mesh/wg0/private.key /etc/mesh/wg0/psk/*").orThrow().lines()
                    .toList());
        }
        assertThat(secrets).allMatch(secret -> secret.length() == 44);
        return secrets;
    }

    private static String worldReadable(LabHost host) {
        return host.run("find /etc /var /tmp /home /root -type f -perm -004 -exec cat {} + 2>/dev/null").out();
    }

    private static Map<String, String> textsIn(Path folder, Path except) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).filter(path -> !path.equals(except)).toList()) {
                texts.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return texts;
        }
    }
}
