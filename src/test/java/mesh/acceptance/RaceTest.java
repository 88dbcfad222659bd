// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.LabOs;

/**
 * Two controllers with different specs go for the same hosts at the same moment, again and again. One of them wins, or one
 * comes after the other; no host ever has a part of each. {@code -Drace.rounds=200} for the long run.
 */
class RaceTest {
    private static final int ROUNDS = Integer.getInteger("race.rounds", 12);
    private static final int APPLIED = 0;
    private static final Set<Integer> LOST = Set.of(6, 7);
    private static final List<String> WATCHED = List.of("alder", "birch");

    @TempDir
    Path folder;

    @Test
    void twoControllersNeverMixTheirMeshes() throws Exception {
        Map<String, Integer> endings = new TreeMap<>();
        try (Fleet fleet = Fleet.start(folder, "race",
                lab -> lab.linux("alder").openBsd("birch").linux("router"));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            spec(fleet, folder, "192.168.1.0/24");
            fleet.apply().exits(APPLIED);
            List<Path> controllers = List.of(controller("one"), controller("two"));
            for (int round = 1; round <= ROUNDS; round++) {
                List<String> networks = List.of("10.201." + round + ".0/24", "10.202." + round + ".0/24");
                List<Future<Program.Run>> runs = new ArrayList<>();
                for (int who = 0; who < 2; who++) {
                    spec(fleet, controllers.get(who), networks.get(who));
                    runs.add(threads.submit(start(controllers.get(who), who, round)));
                }
                List<Program.Run> ended = List.of(runs.get(0).get(), runs.get(1).get());
                endings.merge(judge(round, ended), 1, Integer::sum);
                assertNotMixed(fleet, round, networks, ended);
            }
        }
        System.out.printf("race: %d rounds, exit codes %s%n", ROUNDS, endings);
    }

    /** The second one begins a little later, each round another little, so that they meet at every point of the way. */
    private static java.util.concurrent.Callable<Program.Run> start(Path controller, int who, int round) {
        return () -> {
            long begin = System.nanoTime() + Duration.ofMillis(who * (round * 137L % 1200)).toNanos();
            Waiting.until("the start", () -> System.nanoTime() >= begin);
            return InProcess.run(controller, "controller-" + who, "apply", "--auto-approve", "--canary", "0");
        };
    }

    private static String judge(int round, List<Program.Run> ended) {
        List<Integer> exits = new ArrayList<>(ended.stream().map(Program.Run::exitCode).toList());
        Collections.sort(exits);
        assertThat(exits.getFirst()).as("round %d: somebody wins%n%s", round, ended).isEqualTo(APPLIED);
        assertThat(exits.getLast()).as("round %d: the other%n%s", round, ended)
                .matches(exit -> exit == APPLIED || LOST.contains(exit));
        return exits.toString();
    }

    private static void assertNotMixed(Fleet fleet, int round, List<String> networks, List<Program.Run> ended) {
        List<List<String>> found = new ArrayList<>();
        for (String name : WATCHED) {
            LabHost host = fleet.host(name);
            String file = host.os() == LabOs.OPENBSD ? "/etc/hostname.wg0" : "/etc/wireguard/wg0.conf";
            String live = host.os() == LabOs.OPENBSD ? "ifconfig wg0" : "wg show wg0 allowed-ips";
            found.add(networksIn(host.run("cat " + file).orThrow()));
            found.add(networksIn(host.run(live).orThrow()));
        }
        assertThat(Set.copyOf(found)).as("round %d: files and kernels of %s", round, WATCHED).hasSize(1);
        assertThat(found.getFirst()).as("round %d%n%s", round, ended).hasSize(1);
        boolean bothApplied = ended.stream().allMatch(run -> run.exitCode() == APPLIED);
        String winner = networks.get(ended.get(0).exitCode() == APPLIED ? 0 : 1);
        assertThat(found.getFirst().getFirst()).as("round %d", round)
                .matches(network -> bothApplied ? networks.contains(network) : network.equals(winner));
    }

    private static List<String> networksIn(String text) {
        return java.util.regex.Pattern.compile("10\\.20[12]\\.\\d+\\.0/24").matcher(text).results()
                .map(java.util.regex.MatchResult::group).distinct().sorted().toList();
    }

    /** A folder that knows what the first one knows. */
    private Path controller(String name) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        for (String file : List.of("mesh.lock", "known_hosts")) {
            Files.copy(folder.resolve(file), own.resolve(file));
        }
        return own;
    }

    private static void spec(Fleet fleet, Path where, String network) throws IOException {
        Files.writeString(where.resolve("mesh.yaml"), "mesh: race\nnetwork: {ipv4: 10.95.0.0/24}\nhosts:\n"
                + fleet.callable("alder") + fleet.callable("birch")
                + fleet.callable("router", "routes: [" + network + "]"));
    }
}
