// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are replaced while packets flow: no pair is without an answer for a second, and nothing is left over. */
class RotationStoriesTest {
    /** Of age's own test vectors. */
    private static final String IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    private static final String VAULT_KEYS = """
            mesh: story
            network: {ipv4: 10.99.0.0/24}
            keys:
              custody: vault
              recipients: [age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj]
              preshared-epoch: 1
            """;
    private static final String[] ROTATE_ALDER = {"rotate", "--auto-approve", "alder"};

    @TempDir
    Path folder;

    @Test
    void oneHostThenAllGetNewKeysWhilePacketsFlow() {
        try (Fleet fleet = RotationScene.three(folder, RotationScene.HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> first = RotationScene.keys(fleet);
            RotationScene.Load load = new RotationScene.Load(fleet, "alder", "birch", "cedar");

            fleet.program().run("rotate", "--auto-approve", "alder").exits(0);
            Map<String, String> second = RotationScene.keys(fleet);
            assertThat(second.get("alder")).isNotEqualTo(first.get("alder"));
            assertThat(second.get("birch")).isEqualTo(first.get("birch"));
            RotationScene.nothingIsLeft(fleet);

            fleet.program().run("rotate", "--auto-approve", "--all").exits(0);
            assertThat(RotationScene.keys(fleet))
                    .allSatisfy((host, key) -> assertThat(key).isNotEqualTo(second.get(host)));
            RotationScene.nothingIsLeft(fleet);

            load.endsWithoutALongGap();
        }
    }

    @Test
    void vaultKeysAndPresharedKeysAreReplacedToo() throws IOException {
        try (Fleet fleet = RotationScene.three(folder, VAULT_KEYS)) {
            Files.writeString(folder.resolve("identity.txt"), IDENTITY + "\n");
            Map<String, String> environment = Map.of("MESH_AGE_IDENTITY_FILE",
                    folder.resolve("identity.txt").toString());
            fleet.program().run(environment, "apply", "--auto-approve").exits(0);
            String first = RotationScene.keys(fleet).get("birch");
            String preshared = "cat /etc/mesh/wg0/psk/cedar";
            String before = fleet.host("birch").run(preshared).orThrow();
            RotationScene.Load load = new RotationScene.Load(fleet, "alder", "birch", "cedar");

            fleet.program().run(environment, "rotate", "--auto-approve", "birch").exits(0);

            assertThat(RotationScene.keys(fleet).get("birch")).isNotEqualTo(first);
            assertThat(folder.resolve("keys/birch.next.age")).doesNotExist();
            assertThat(fleet.host("birch").run(preshared).orThrow()).isNotEqualTo(before);
            RotationScene.nothingIsLeft(fleet);
            String after = fleet.host("birch").run(preshared).orThrow();

            fleet.program().run(environment, "rotate", "--auto-approve", "--psk").exits(0);

            assertThat(fleet.read("mesh.lock").lines().filter(line -> line.contains("preshared-epoch: 2"))).hasSize(3);
            assertThat(fleet.host("birch").run(preshared).orThrow()).isNotEqualTo(after)
                    .isEqualTo(fleet.host("cedar").run("cat /etc/mesh/wg0/psk/birch").orThrow());
            RotationScene.nothingIsLeft(fleet);
            load.endsWithoutALongGap();
        }
    }

    @Test
    void aRunThatIsKilledAfterAnyStepGoesOn() throws IOException, InterruptedException {
        try (Fleet fleet = RotationScene.three(folder, RotationScene.HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> first = RotationScene.keys(fleet);
            RotationScene.Load load = new RotationScene.Load(fleet, "alder", "birch", "cedar");

            killedAfter(fleet, "alder: its next key is made");
            String staged = fleet.read("mesh.lock");
            String next = RotationScene.nextKey(fleet);
            fleet.apply().exits(0);
            assertThat(fleet.program().run("plan").out()).contains("its next key is known by 2 of 2 peers");

            killedAfter(fleet, "alder: uses its next key");
            assertThat(RotationScene.keys(fleet).get("alder")).isEqualTo(next).isNotEqualTo(first.get("alder"));
            fleet.write("mesh.lock", staged);
            assertThat(fleet.program().run("plan").out()).contains("its former key is still known by 2 of 2 peers");
            fleet.apply().exits(0);
            assertThat(RotationScene.keys(fleet).get("alder")).isEqualTo(next);

            fleet.program().run(ROTATE_ALDER).exits(0);

            assertThat(RotationScene.keys(fleet).get("alder")).isEqualTo(next);
            RotationScene.nothingIsLeft(fleet);
            load.endsWithoutALongGap();
        }
    }

    private static void killedAfter(Fleet fleet, String line) throws IOException, InterruptedException {
        try (Program.Live run = fleet.program().start(ROTATE_ALDER)) {
            run.prints(line);
            run.process().destroyForcibly();
            run.process().waitFor();
        }
    }
}
