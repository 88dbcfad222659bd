// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are replaced while packets flow: no pair is without an answer for a second, and nothing is left over. */
class RotationStoriesTest {
    private static final int LONGEST_GAP_MILLIS = 1000;
    private static final String HOST_KEYS = """
            mesh: story
            network: {ipv4: 10.99.0.0/24}
            """;
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

    private Fleet three(String head) {
        Fleet fleet = Fleet.start(folder, "turn", lab -> lab.linux("alder").openBsd("birch").linux("cedar"));
        fleet.spec(head, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
        return fleet;
    }

    private static final class Load {
        private final List<SteadyPing> pings = new ArrayList<>();

        /** Every ordered pair. */
        Load(Fleet fleet, String... names) {
            for (String from : names) {
                for (String to : names) {
                    if (!from.equals(to)) {
                        pings.add(SteadyPing.start(fleet.host(from), fleet.meshAddress(to, "ipv4")));
                    }
                }
            }
        }

        void endsWithoutALongGap() {
            List<Integer> gaps = pings.stream().map(SteadyPing::endsWithLongestGap).toList();
            System.out.println("longest gaps in ms: " + gaps);
            assertThat(gaps).allSatisfy(gap -> assertThat(gap).isLessThan(LONGEST_GAP_MILLIS));
        }
    }

    private Map<String, String> keys(Fleet fleet) {
        Map<String, String> keys = new TreeMap<>();
        Matcher block = Pattern.compile("(?m)^  (\\w+):\\n(?:    .*\\n)*?    public-key: (\\S+)$")
                .matcher(fleet.read("mesh.lock"));
        while (block.find()) {
            keys.put(block.group(1), block.group(2));
        }
        return keys;
    }

    private static void nothingIsLeft(Fleet fleet) {
        assertThat(fleet.read("mesh.lock")).doesNotContain("next-key").doesNotContain("former-key");
        Program.Run plan = fleet.program().run("plan", "--detailed-exitcode").exits(0);
        assertThat(plan.out()).contains("No changes");
        for (String host : List.of("alder", "birch", "cedar")) {
            assertThat(fleet.host(host).run("ls /etc/mesh/wg0/next.key /var/run/mesh-wg0.follow").out()).isEmpty();
            String peers = host.equals("birch") ? "ifconfig wg0 | grep wgpeer" : "wg show wg0 peers";
            assertThat(fleet.host(host).run(peers).orThrow().lines()).hasSize(2);
        }
        fleet.everyPairPings("alder", "birch", "cedar");
    }

    @Test
    void oneHostThenAllGetNewKeysWhilePacketsFlow() {
        try (Fleet fleet = three(HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> first = keys(fleet);
            Load load = new Load(fleet, "alder", "birch", "cedar");

            fleet.program().run("rotate", "--auto-approve", "alder").exits(0);
            Map<String, String> second = keys(fleet);
            assertThat(second.get("alder")).isNotEqualTo(first.get("alder"));
            assertThat(second.get("birch")).isEqualTo(first.get("birch"));
            nothingIsLeft(fleet);

            fleet.program().run("rotate", "--auto-approve", "--all").exits(0);
            assertThat(keys(fleet)).allSatisfy((host, key) -> assertThat(key).isNotEqualTo(second.get(host)));
            nothingIsLeft(fleet);

            load.endsWithoutALongGap();
        }
    }

    @Test
    void vaultKeysAndPresharedKeysAreReplacedToo() throws IOException {
        try (Fleet fleet = three(VAULT_KEYS)) {
            Files.writeString(folder.resolve("identity.txt"), IDENTITY + "\n");
            Map<String, String> environment = Map.of("MESH_AGE_IDENTITY_FILE",
                    folder.resolve("identity.txt").toString());
            fleet.program().run(environment, "apply", "--auto-approve").exits(0);
            String first = keys(fleet).get("birch");
            String preshared = "cat /etc/mesh/wg0/psk/cedar";
            String before = fleet.host("birch").run(preshared).orThrow();
            Load load = new Load(fleet, "alder", "birch", "cedar");

            fleet.program().run(environment, "rotate", "--auto-approve", "birch").exits(0);

            assertThat(keys(fleet).get("birch")).isNotEqualTo(first);
            assertThat(folder.resolve("keys/birch.next.age")).doesNotExist();
            assertThat(fleet.host("birch").run(preshared).orThrow()).isNotEqualTo(before);
            nothingIsLeft(fleet);
            String after = fleet.host("birch").run(preshared).orThrow();

            fleet.program().run(environment, "rotate", "--auto-approve", "--psk").exits(0);

            assertThat(fleet.read("mesh.lock").lines().filter(line -> line.contains("preshared-epoch: 2"))).hasSize(3);
            assertThat(fleet.host("birch").run(preshared).orThrow()).isNotEqualTo(after)
                    .isEqualTo(fleet.host("cedar").run("cat /etc/mesh/wg0/psk/birch").orThrow());
            nothingIsLeft(fleet);
            load.endsWithoutALongGap();
        }
    }

    @Test
    void aRunThatIsKilledAfterAnyStepGoesOn() throws IOException, InterruptedException {
        try (Fleet fleet = three(HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> first = keys(fleet);
            Load load = new Load(fleet, "alder", "birch", "cedar");

            killedAfter(fleet, "alder: its next key is made");
            String staged = fleet.read("mesh.lock");
            String next = line(fleet, "next-key");
            fleet.apply().exits(0);
            assertThat(fleet.program().run("plan").out()).contains("its next key is known by 2 of 2 peers");

            killedAfter(fleet, "alder: uses its next key");
            assertThat(keys(fleet).get("alder")).isEqualTo(next).isNotEqualTo(first.get("alder"));
            fleet.write("mesh.lock", staged);
            assertThat(fleet.program().run("plan").out()).contains("its former key is still known by 2 of 2 peers");
            fleet.apply().exits(0);
            assertThat(keys(fleet).get("alder")).isEqualTo(next);

            fleet.program().run(ROTATE_ALDER).exits(0);

            assertThat(keys(fleet).get("alder")).isEqualTo(next);
            nothingIsLeft(fleet);
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

    private static String line(Fleet fleet, String key) {
        return fleet.read("mesh.lock").lines().map(String::strip).filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2)).findFirst().orElse("");
    }
}
