// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class HeldHandshakeTest {
    private static final long SECOND = 1_000_000_000L;

    private static ByteBuffer initiation() {
        return ByteBuffer.allocate(148).put(0, (byte) 1);
    }

    private static ByteBuffer response() {
        return ByteBuffer.allocate(92).put(0, (byte) 2);
    }

    @Test
    void whoLeadsIsAnsweredWhereBothBegin() {
        HeldHandshake handshake = new HeldHandshake(true);
        handshake.sent(initiation(), 0);

        assertThat(handshake.received(initiation(), SECOND)).isFalse();
        assertThat(handshake.unanswered(SECOND)).isPresent();
        assertThat(handshake.received(response(), 2 * SECOND)).isTrue();
        assertThat(handshake.unanswered(2 * SECOND)).isEmpty();
    }

    @Test
    void whoFollowsAnswers() {
        HeldHandshake handshake = new HeldHandshake(false);
        handshake.sent(initiation(), 0);

        assertThat(handshake.received(initiation(), SECOND)).isTrue();
    }

    @Test
    void aPeerThatTakesNoneOfOursGetsOneOfItsOwnThrough() {
        HeldHandshake handshake = new HeldHandshake(true);
        handshake.sent(initiation(), 0);
        assertThat(handshake.received(initiation(), SECOND)).isFalse();
        handshake.sent(initiation(), 5 * SECOND);

        assertThat(handshake.received(initiation().put(147, (byte) 9), 6 * SECOND)).isTrue();
    }

    /** A peer sends its handshake through each relay where the host may be. */
    @Test
    void copiesOfOneThatHadToWaitHaveToWaitToo() {
        HeldHandshake handshake = new HeldHandshake(true);
        handshake.sent(initiation(), 0);

        assertThat(handshake.received(initiation().put(147, (byte) 9), SECOND)).isFalse();
        assertThat(handshake.received(initiation().put(147, (byte) 9), SECOND)).isFalse();
        assertThat(handshake.unanswered(SECOND)).isPresent();
    }
}
