// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApplyProgressTest {
    private static final NodeName ALPHA = new NodeName("alpha");
    private static final NodeName BETA = new NodeName("beta");

    private final StringWriter text = new StringWriter();

    @Test
    void printsALineForEachHostThatEndedWhereTheCursorCannotMove() {
        run(new ApplyProgress(new PrintWriter(text), Palette.PLAIN, 0));

        assertThat(text).hasToString("""
                beta: failed in 1.5 s (disk full)
                alpha: applied in 2.0 s
                """);
    }

    @Test
    void drawsRunningHostsAgainBelowThoseThatEnded() {
        run(new ApplyProgress(new PrintWriter(text), Palette.PLAIN, 80));

        assertThat(Screen.of(text.toString())).isEqualTo("""
                beta: failed in 1.5 s (disk full)
                alpha: applied in 2.0 s
                """);
    }

    @Test
    void keepsALineNarrowerThanTheTerminal() {
        new ApplyProgress(new PrintWriter(text, true), Palette.PLAIN, 40).step(ALPHA, "x".repeat(200));

        assertThat(text.toString().strip()).hasSize(39);
    }

    private static void run(ApplyProgress progress) {
        progress.step(ALPHA, "staging");
        progress.step(BETA, "staging");
        progress.step(ALPHA, "switching");
        progress.finished(new HostOutcome(BETA, State.FAILED, "disk full", Duration.ofMillis(1500)));
        progress.finished(new HostOutcome(ALPHA, State.APPLIED, "", Duration.ofSeconds(2)));
    }
}
