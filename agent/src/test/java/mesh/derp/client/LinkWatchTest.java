// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LinkWatchTest {
    private static final long T0 = Long.MAX_VALUE - 1000;

    private final LinkWatch watch = new LinkWatch(new Random(4), T0);

    private static long ms(long millis) {
        return T0 + millis * 1_000_000;
    }

    @Test
    void pingsAtOnceThenEvery15To20Seconds() {
        for (int i = 0; i < 50; i++) {
            LinkWatch one = new LinkWatch(new Random(i), T0);
            one.pong(one.pingDue(ms(0)).orElseThrow(), ms(30));
            assertThat(one.roundTrip()).contains(Duration.ofMillis(30));
            long due = 0;
            while (one.pingDue(ms(due)).isEmpty()) {
                due += 10;
            }
            assertThat(due).isBetween(15_030L, 20_040L);
        }
    }

    @Test
    void isDeadFiveSecondsAfterAPingThatNobodyAnswers() {
        watch.pingDue(ms(0));

        assertThat(watch.isDead(ms(4999))).isFalse();
        assertThat(watch.isDead(ms(5000))).isTrue();
    }

    @Test
    void inDoubtItIsAskedAtOnceAndHasLessTime() {
        watch.pong(watch.pingDue(ms(0)).orElseThrow(), ms(10));
        watch.hurry(ms(7000));
        assertThat(watch.pingDue(ms(7000))).isPresent();
        watch.hurry(ms(8000));

        assertThat(watch.pingDue(ms(8000))).as("not once more for the same doubt").isEmpty();
        assertThat(watch.isDead(ms(8499))).isFalse();
        assertThat(watch.isDead(ms(8500))).isTrue();
    }

    @Test
    void inDoubtAnAnswerOrAnyFrameClearsIt() {
        watch.pong(watch.pingDue(ms(0)).orElseThrow(), ms(10));
        watch.hurry(ms(7000));
        long data = watch.pingDue(ms(7000)).orElseThrow();
        watch.frame(ms(8000));
        assertThat(watch.isDead(ms(9000))).as("something comes").isFalse();
        watch.pong(data, ms(9000));
        assertThat(watch.isDead(ms(30_000))).isFalse();
        assertThat(watch.pingDue(ms(23_990))).as("and the next ping is due as always").isEmpty();
    }

    @Test
    void whileSomethingIsSentAndNothingComesItIsAskedSooner() {
        watch.pong(watch.pingDue(ms(0)).orElseThrow(), ms(10));
        watch.frame(ms(10));
        watch.sent(ms(3000));
        assertThat(watch.pingDue(ms(3000))).isEmpty();
        watch.sent(ms(3010));
        assertThat(watch.pingDue(ms(3010))).isPresent();
        assertThat(watch.isDead(ms(8010))).isTrue();
    }

    @Test
    void framesWithoutThePongGiveAFullLineTime() {
        watch.pingDue(ms(0));
        for (int t = 0; t < 14_000; t += 100) {
            watch.frame(ms(t));
        }

        assertThat(watch.isDead(ms(14_000))).isFalse();
        assertThat(watch.isDead(ms(15_000))).as("but not for ever").isTrue();
    }

    @Test
    void onlyTheOpenPingsPongCounts() {
        long data = watch.pingDue(ms(0)).orElseThrow();
        watch.pong(data + 1, ms(10));
        assertThat(watch.isDead(ms(5000))).isTrue();
        watch.pong(data, ms(5000));
        assertThat(watch.isDead(ms(60_000))).as("no ping is open").isFalse();
    }
}
