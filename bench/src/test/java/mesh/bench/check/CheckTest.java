// SPDX-License-Identifier: Apache-2.0
package mesh.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    private Path directory;

    private Path file;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void acceptARatio() throws IOException {
        file = directory.resolve("baseline.txt");
        Files.writeString(file, "# why\nrender 1.50 # a comment\n");
    }

    @Test
    void aRatioUpToAThirdWorseIsAccepted() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of("render", 1.99)))).isTrue();
        assertThat(text()).contains("check: ok").doesNotContain("worse");
    }

    @Test
    void aRatioWorseByMoreThanAThirdFailsWithNameBaselineAndWhatToDo() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of("render", 2.01)))).isFalse();
        assertThat(text()).contains("render: 2.01 is more than a third above its baseline, 1.50",
                "bench/run --check --update", "check: failed");
    }

    @Test
    void oneBadMeasurementIsTakenAgain() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of("render", 9.0), Map.of("render", 1.4)))).isTrue();
        assertThat(text()).contains("1.40").doesNotContain("9.00");
    }

    @Test
    void whatIsNoNumberFails() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of("render", Double.NaN)))).isFalse();
    }

    @Test
    void aRatioWithoutABaselineFails() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of("render", 1.0, "lock", 1.0)))).isFalse();
        assertThat(text()).contains("lock: has no baseline");
    }

    @Test
    void aBaselineThatNobodyMeasuresFails() throws IOException, InterruptedException {
        assertThat(run(List.of(Map.of()))).isFalse();
        assertThat(text()).contains("render: is in the baseline, and nobody measures it");
    }

    @Test
    void anUpdateWritesWhatWasMeasuredAsItIsReadAgain() throws IOException, InterruptedException {
        check(List.of(Map.of("render", 3.0, "lock", 0.25)))
                .update(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(Baseline.parse(Files.readString(file)).ratios()).containsExactly(Map.entry("lock", 0.25),
                Map.entry("render", 3.0));
    }

    @Test
    void aLineThatIsNoRatioIsRefused() {
        for (String line : List.of("render", "render fast", "render 1.0 2.0", "render 0", "render -1")) {
            assertThatThrownBy(() -> Baseline.parse(line)).as(line).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private boolean run(List<Map<String, Double>> attempts) throws IOException, InterruptedException {
        return check(attempts).run(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    /** Each attempt measures the next of them, and the last one for good. */
    private Check check(List<Map<String, Double>> attempts) {
        Queue<Map<String, Double>> left = new ArrayDeque<>(attempts);
        return new Check(List.of(() -> {
            Map<String, Double> next = left.size() > 1 ? left.remove() : left.element();
            SequencedMap<String, Double> ordered = new LinkedHashMap<>(next);
            return ordered;
        }), file);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
