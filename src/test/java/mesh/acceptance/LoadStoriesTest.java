// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabBuilder;

/** Ten hosts that talk without a pause, each with each, do not notice that the mesh changes around them. */
class LoadStoriesTest {
    private static final String PLAIN = """
            mesh: load
            network: {ipv4: 10.99.0.0/24}
            """;
    private static final List<String> TEN = IntStream.rangeClosed(1, 10).mapToObj(n -> "h" + n).toList();

    private static final long SILENCE_MS = 1000;
    private static final int CALM_READINGS = 3;
    private static final int RUNS = 3;

    @TempDir
    Path folder;

    /** Eight Linux and two OpenBSD hosts, one of them with the package of {@code wg}; h11 for later. */
    private static LabBuilder members(LabBuilder lab) {
        LabBuilder all = lab;
        for (int n = 1; n <= 11; n++) {
            all = switch (n) {
                case 4 -> all.openBsd("h4");
                case 9 -> all.openBsd("h9", HostOption.withWireguardTools());
                default -> all.linux("h" + n);
            };
        }
        return all;
    }

    private static void spec(Fleet fleet, List<String> names) {
        fleet.spec(PLAIN, names.stream().map(fleet::callable).toArray(String[]::new));
    }

    @Test
    void nobodyNoticesThatAHostJoinsAndAnotherLeaves() {
        try (Fleet fleet = Fleet.start(folder, "load", LoadStoriesTest::members)) {
            spec(fleet, TEN);
            fleet.apply().exits(0);
            List<String> eleven = new ArrayList<>(TEN);
            eleven.add("h11");

            MeshLoad join = MeshLoad.start(fleet, TEN);
            spec(fleet, eleven);
            fleet.apply().exits(0);
            unnoticed("a host joins", join.end());

            MeshLoad leave = MeshLoad.start(fleet, TEN);
            spec(fleet, TEN);
            fleet.apply().exits(0);
            unnoticed("a host leaves", leave.end());
        }
    }

    @Test
    void keysAreReplacedWithoutASecondOfSilence() {
        try (Fleet fleet = Fleet.start(folder, "load", LoadStoriesTest::members)) {
            spec(fleet, TEN);
            fleet.apply().exits(0);

            long limit = SILENCE_MS + 2 * stallOfTheMachine(fleet);
            rotates(fleet, "one of ten hosts gets another key", limit, "h3");
            rotates(fleet, "all ten get other keys", limit, "--all");
            fleet.program().run("plan", "--detailed-exitcode").exits(0);
        }
    }

    /** The longest silence in milliseconds while nothing but readings goes on: that is this machine's, not the mesh's. */
    private static long stallOfTheMachine(Fleet fleet) {
        MeshLoad calm = MeshLoad.start(fleet, TEN);
        for (int i = 0; i < CALM_READINGS; i++) {
            fleet.program().run("plan").exits(0);
        }
        List<PairLoad> pairs = calm.end();
        print("nothing changes", pairs);
        return silenceMs(pairs);
    }

    /** The streams survive every time; a run in which the whole machine stalls says nothing of the silence. */
    private static void rotates(Fleet fleet, String what, long limit, String whom) {
        List<PairLoad> pairs = List.of();
        for (int run = 0; run == 0 || run < RUNS && silenceMs(pairs) >= limit; run++) {
            MeshLoad load = MeshLoad.start(fleet, TEN);
            fleet.program().run("rotate", "--auto-approve", whom).exits(0);
            pairs = load.end();
            print(what, pairs);
            assertThat(pairs).hasSize(45).allSatisfy(pair -> {
                assertThat(pair.sent()).as("%s", pair).isGreaterThan(50);
                assertThat(pair.whole()).as("%s", pair).isTrue();
            });
        }
        assertThat(silenceMs(pairs)).as("%s: %s", what, pairs).isLessThan(limit);
    }

    /** TCP asks again after waits that double (RFC 6298 section 5.5): a stream may be silent for twice as long as its way. */
    private static long silenceMs(List<PairLoad> pairs) {
        return pairs.stream().mapToLong(pair -> Math.max(pair.pingGapMs(), pair.streamGapMs() / 2)).max().orElseThrow();
    }

    private static void unnoticed(String what, List<PairLoad> pairs) {
        print(what, pairs);
        assertThat(pairs).hasSize(45).allSatisfy(pair -> {
            assertThat(pair.sent()).as("%s", pair).isGreaterThan(50);
            assertThat(pair.lost()).as("%s", pair).isZero();
            assertThat(pair.whole()).as("%s", pair).isTrue();
        });
    }

    private static void print(String what, List<PairLoad> pairs) {
        System.out.printf("load, %s: %d pairs, %d pings, %d lost; longest gap: ping %d ms, stream %d ms%n", what,
                pairs.size(), pairs.stream().mapToInt(PairLoad::sent).sum(),
                pairs.stream().mapToInt(PairLoad::lost).sum(),
                pairs.stream().mapToLong(PairLoad::pingGapMs).max().orElse(0),
                pairs.stream().mapToLong(PairLoad::streamGapMs).max().orElse(0));
    }
}
