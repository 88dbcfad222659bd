// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApplyProgressTest {
    private static final NodeName ALPHA = new NodeName("alpha");
    private static final NodeName BETA = new NodeName("beta");
    private static final SortedMap<NodeName, String> BOTH = new TreeMap<>(Map.of(ALPHA, "~", BETA, "-/+"));

    private final StringWriter text = new StringWriter();
    private long now;

    private ApplyProgress progress(Map<NodeName, String> hosts, Optional<ProgressTable> table) {
        return new ApplyProgress(new PrintWriter(text), Palette.PLAIN, table, new ApplyBoard(hosts, () -> now),
                () -> now);
    }

    private ApplyProgress terminal(int columns, int rows) {
        return progress(BOTH, Optional.of(new ProgressTable(Palette.PLAIN, columns, rows)));
    }

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    private String screen() {
        return Screen.of(text.toString());
    }

    @Test
    void printsALineForEachChangeWorthReadingWhereTheCursorCannotMove() {
        ApplyProgress progress = progress(BOTH, Optional.empty());
        progress.step(ALPHA, "staging");
        progress.step(ALPHA, "confirming");
        progress.finished(new HostOutcome(BETA, State.FAILED, "disk full", Duration.ofMillis(1500)));
        progress.finished(new HostOutcome(ALPHA, State.APPLIED, "", Duration.ofSeconds(2)));
        progress.close();

        assertThat(text).hasToString("""
                alpha: switched, confirming over a new connection
                beta: failed in 1.5 s (disk full)
                alpha: applied in 2.0 s
                """);
    }

    @Test
    void breaksALongSilence() {
        ApplyProgress progress = progress(BOTH, Optional.empty());
        progress.step(ALPHA, "armed");
        pass(19.9);
        progress.tick();
        assertThat(text.toString()).isEmpty();

        pass(0.1);
        progress.tick();
        progress.tick();
        assertThat(text).hasToString("still at work: alpha (armed); 0 of 2 hosts done; 20.0 s\n");
    }

    @Test
    void drawsALineAHostInHandAndThoseThatWait() {
        ApplyProgress progress = terminal(80, 24);
        progress.step(BETA, "staging");
        pass(1.5);
        progress.step(BETA, "armed");
        progress.tick();

        assertThat(screen()).isEqualTo("""
                  -/+ beta   armed    1.5 s
                  ~   alpha  waiting
                  0 of 2 hosts done; 1.5 s
                """);
    }

    @Test
    void whatEndedScrollsUpAndTheTableGoesInTheEnd() {
        ApplyProgress progress = terminal(80, 24);
        progress.step(ALPHA, "staging");
        progress.step(BETA, "staging");
        progress.tick();
        progress.finished(new HostOutcome(BETA, State.FAILED, "disk full", Duration.ofMillis(1500)));
        progress.tick();
        assertThat(screen()).startsWith("beta: failed in 1.5 s (disk full)\n  ~   alpha  staging")
                .endsWith("  1 of 2 hosts done, 1 failed; 0.0 s\n");

        progress.finished(new HostOutcome(ALPHA, State.APPLIED, "", Duration.ofSeconds(2)));
        progress.close();
        progress.tick();
        assertThat(screen()).isEqualTo("""
                beta: failed in 1.5 s (disk full)
                alpha: applied in 2.0 s
                """);
    }

    @Test
    void aLineOfItsOwnStandsAboveTheTable() {
        ApplyProgress progress = terminal(80, 24);
        progress.tick();
        progress.say("Stopping.");

        assertThat(screen()).startsWith("Stopping.\n").endsWith("  0 of 2 hosts done; 0.0 s\n");
    }

    @Test
    void aThousandHostsDoNotOverflowTheScreen() {
        SortedMap<NodeName, String> hosts = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            hosts.put(new NodeName("h%03d".formatted(i)), "~");
        }
        ApplyProgress progress = progress(hosts, Optional.of(new ProgressTable(Palette.PLAIN, 80, 24)));
        for (int i = 0; i < 10; i++) {
            progress.step(new NodeName("h%03d".formatted(i)), "staging");
        }
        progress.tick();

        assertThat(screen().lines()).hasSize(22).contains("  ~   h019  waiting", "      … and 980 waiting",
                "  0 of 1000 hosts done; 0.0 s");
    }

    @Test
    void moreHostsInHandThanLinesAreCounted() {
        SortedMap<NodeName, String> hosts = new TreeMap<>();
        for (int i = 0; i < 9; i++) {
            hosts.put(new NodeName("h" + i), "~");
        }
        ApplyProgress progress = progress(hosts, Optional.of(new ProgressTable(Palette.PLAIN, 80, 8)));
        hosts.keySet().stream().limit(6).forEach(host -> progress.step(host, "staging"));
        progress.tick();

        assertThat(screen()).contains("      … and 2 at work, 3 waiting\n");
    }

    @Test
    void noLineIsAsWideAsTheTerminal() {
        ApplyProgress progress = terminal(40, 24);
        progress.step(ALPHA, "x".repeat(200));
        progress.tick();

        assertThat(Arrays.stream(text.toString().split("\n"))).allMatch(line -> line.length() < 40);
    }
}
