// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import mesh.name.NodeName;

import org.junit.jupiter.api.Test;

class HomeChooserTest {
    private static final NodeName A = new NodeName("a");
    private static final NodeName B = new NodeName("b");
    private static final NodeName C = new NodeName("c");
    private static final List<NodeName> ALL = List.of(A, B, C);
    private static final long SECOND = 1_000_000_000L;

    private final HomeChooser chooser = new HomeChooser(new Random(1));

    private void measure(NodeName relay, long millis, long at) {
        chooser.measured(relay, Duration.ofMillis(millis), at);
    }

    @Test
    void theNearestIsHomeAndTheNextIsSecond() {
        measure(A, 80, 0);
        measure(B, 20, 0);
        measure(C, 50, 0);

        assertThat(chooser.choose(ALL, List.of(), 0)).contains(B);
        assertThat(chooser.second(ALL, 0)).contains(C);
    }

    @Test
    void aHomeIsKeptUnlessAnotherIsMuchNearer() {
        measure(A, 40, 0);
        chooser.choose(ALL, List.of(), 0);
        measure(B, 29, 1);
        assertThat(chooser.choose(ALL, List.of(), 1)).as("11 ms nearer, yet more than two thirds").contains(A);
        measure(C, 26, 2);
        assertThat(chooser.choose(ALL, List.of(), 2)).as("14 ms nearer and less than two thirds").contains(C);
    }

    @Test
    void aHomeIsKeptWhenTheDifferenceIsSmallHoweverTheRatio() {
        measure(A, 10, 0);
        chooser.choose(ALL, List.of(), 0);
        measure(B, 1, 1);

        assertThat(chooser.choose(ALL, List.of(), 1)).contains(A);
    }

    @Test
    void theShortestOfFiveMinutesCounts() {
        measure(A, 40, 0);
        measure(A, 400, 10 * SECOND);
        measure(B, 60, 10 * SECOND);
        assertThat(chooser.choose(ALL, List.of(), 10 * SECOND)).contains(A);

        assertThat(chooser.choose(ALL, List.of(), 301 * SECOND)).as("the 40 ms are forgotten").contains(B);
    }

    @Test
    void aHomeThatIsHeardStaysWhenItCannotBeMeasured() {
        measure(A, 40, 0);
        chooser.choose(ALL, List.of(), 0);
        measure(B, 60, 400 * SECOND);

        assertThat(chooser.choose(ALL, List.of(A), 400 * SECOND)).contains(A);
        assertThat(chooser.choose(ALL, List.of(), 400 * SECOND)).contains(B);
    }

    @Test
    void aHomeToWhichNoConnectionComesAboutIsLeftEvenIfStunAnswers() {
        measure(A, 1, 0);
        measure(B, 60, 0);
        chooser.choose(ALL, List.of(), 0);

        assertThat(chooser.choose(List.of(B, C), List.of(), 1)).contains(B);
        measure(A, 55, 2);
        assertThat(chooser.choose(ALL, List.of(), 2)).as("back, and 1 ms was measured lately").contains(A);
    }

    @Test
    void theFirstThatIsConnectedIsHomeUntilSomethingIsMeasured() {
        assertThat(chooser.choose(ALL, List.of(B), 0)).contains(B);
        assertThat(chooser.choose(ALL, List.of(A, B), 1)).as("another that comes later changes nothing").contains(B);
        measure(A, 20, 2);
        measure(B, 25, 2);
        assertThat(chooser.choose(ALL, List.of(A, B), 2)).as("5 ms nearer").contains(A);
        measure(B, 12, 3);
        assertThat(chooser.choose(ALL, List.of(A, B), 3)).as("what was measured is kept").contains(A);
    }

    @Test
    void chanceDecidesOnceWhereNothingAnswers() {
        Set<NodeName> chosen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            HomeChooser one = new HomeChooser(new Random(i));
            NodeName first = one.choose(ALL, List.of(), 0).orElseThrow();
            assertThat(one.choose(ALL, List.of(), SECOND)).contains(first);
            chosen.add(first);
        }
        assertThat(chosen).containsExactlyInAnyOrder(A, B, C);
    }
}
