// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three hosts whose keys are replaced: alder, birch, which is OpenBSD-like, and cedar. */
final class RotationScene {
    private static final int LONGEST_GAP_MILLIS = 1000;
    static final String HOST_KEYS = """
            mesh: story
            network: {ipv4: 10.99.0.0/24}
            """;

    private RotationScene() {}

    static Fleet three(Path folder, String head) {
        Fleet fleet = Fleet.start(folder, "turn", lab -> lab.linux("alder").openBsd("birch").linux("cedar"));
        fleet.spec(head, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
        return fleet;
    }

    /** Pings on every ordered pair. */
    static final class Load {
        private final List<SteadyPing> pings = new ArrayList<>();

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

    /** Public keys in the lock, by host. */
    static Map<String, String> keys(Fleet fleet) {
        Map<String, String> keys = new TreeMap<>();
        Matcher block = Pattern.compile("(?m)^  (\\w+):\\n(?:    .*\\n)*?    public-key: \"?([^\"\\s]+)\"?$")
                .matcher(fleet.read("mesh.lock"));
        while (block.find()) {
            keys.put(block.group(1), block.group(2));
        }
        return keys;
    }

    /** The only next key in the lock; empty without one. */
    static String nextKey(Fleet fleet) {
        return fleet.read("mesh.lock").lines().map(String::strip).filter(line -> line.startsWith("next-key: "))
                .map(line -> line.substring("next-key: ".length()).replace("\"", "")).findFirst().orElse("");
    }

    /** Every host has two peers, reaches them, and knows of no other key. */
    static void nothingIsLeft(Fleet fleet) {
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
}
