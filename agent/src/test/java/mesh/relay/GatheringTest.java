// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final long ROUND = 250_000;

    private final Gathering gathering = new Gathering();
    private long now = 1L << 40;

    /** Ten rounds of a quarter of a millisecond. */
    private boolean after(long waited, int reads, int bytes) {
        for (int i = 0; i < 10; i++) {
            for (int read = 0; read < reads; read++) {
                gathering.read(bytes);
            }
            now += ROUND;
            gathering.round(waited, now);
        }
        return gathering.isOn();
    }

    @Test
    void aLoopThatHasTimeDoesNotPause() {
        assertThat(after(ROUND / 2, 10, 1500)).isFalse();
        assertThat(after(ROUND - 1000, 0, 0)).isFalse();
    }

    @Test
    void aBusyLoopPausesWhileEachPauseBringsMuch() {
        assertThat(after(0, 40, 1500)).isTrue();
        assertThat(after(0, 40, 1500)).isTrue();
        assertThat(after(0, 4, 1500)).isFalse();
    }

    @Test
    void longReadsNeedNoPause() {
        assertThat(after(0, 40, 16_000)).isFalse();
    }
}
