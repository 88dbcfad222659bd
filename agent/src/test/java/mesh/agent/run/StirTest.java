// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class StirTest {
    private static final long SECOND = 1_000_000_000L;

    private final Stir stir = new Stir();

    private boolean after(int seconds, long packets) {
        return stir.isThere(OptionalLong.of(1000 + packets), 1, seconds * SECOND);
    }

    @Test
    void keepalivesAndAHandshakeOfAnIdlePairAreNothing() {
        stir.read(OptionalLong.of(1000), 0);
        assertThat(after(3, 4)).as("two keepalives and their answers").isFalse();
        assertThat(after(60, 3 * 2 + 3 + 4)).as("a minute of them, a handshake, a beat").isFalse();
    }

    @Test
    void whatPeopleSendIsSeenSoon() {
        stir.read(OptionalLong.of(1000), 0);
        assertThat(after(1, 6)).isTrue();
        assertThat(after(60, 60)).as("a packet a second").isTrue();
    }

    @Test
    void eachReadingBeginsAnew() {
        stir.read(OptionalLong.of(1000), 0);
        stir.read(OptionalLong.of(1100), 3 * SECOND);
        assertThat(after(6, 102)).isFalse();
    }

    @Test
    void whereNobodyCountsThereAlwaysMayBeSomething() {
        assertThat(after(1, 0)).as("nothing was read yet").isTrue();
        stir.read(OptionalLong.empty(), 0);
        assertThat(after(1, 0)).isTrue();
        stir.read(OptionalLong.of(5000), 0);
        assertThat(after(1, 0)).as("the interface was made anew").isTrue();
        assertThat(stir.isThere(OptionalLong.empty(), 1, SECOND)).isTrue();
    }
}
