// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import mesh.fuzz.Mutations;
import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

/** No packet does anything but become a message or be refused; {@code -Dfuzz=10000000} for a long run. */
class StunFuzzTest {
    private static final List<byte[]> SEEDS = List.of(Vectors.REQUEST, Vectors.RESPONSE_V4, Vectors.RESPONSE_V6,
            Vectors.LONG_TERM_REQUEST, Vectors.TAILNODE,
            StunEncoder.encode(StunMessage.bindingRequest(new TransactionId(1, 2, 3))),
            StunEncoder.encode(new StunMessage(StunClass.ERROR, StunMessage.BINDING, new TransactionId(1, 2, 3),
                    List.of(new StunAttribute.ErrorCode(420, "?"), new StunAttribute.UnknownAttributes(List.of(3))),
                    false)));

    @Test
    void everyPacketIsRefusedOrMeansTheSameWhenWrittenAgain() {
        Mutations mutations = new Mutations(SEEDS, StunMessage.MOST_BYTES + 8, 20_261_126);
        TransportAddress source = TransportAddress.parse("192.0.2.1:1");
        long messages = 0;
        long answers = 0;
        long count = Mutations.count(100_000);
        for (long i = 0; i < count; i++) {
            byte[] packet = mutations.next();
            MessageIntegrity.holds(packet, packet);
            try {
                StunMessage message = StunDecoder.decode(packet);
                messages++;
                StunMessage again = decodeOwn(message);
                if (!again.equals(message)) {
                    assertThat(again).isEqualTo(message);
                }
                answers += StunResponder.answer(message, source).filter(a -> StunEncoder.encode(a).length <= 60)
                        .isPresent() ? 1 : 0;
            } catch (StunFormatException refused) {
                continue;
            }
        }
        assertThat(messages).as("of %d packets", count).isGreaterThan(count / 100);
        assertThat(answers).isPositive();
        System.out.printf("stun: %d packets, %d messages, %d answers%n", count, messages, answers);
    }

    private static StunMessage decodeOwn(StunMessage message) {
        try {
            return StunDecoder.decode(StunEncoder.encode(message));
        } catch (StunFormatException wrong) {
            throw new AssertionError("what was written cannot be read: " + message, wrong);
        }
    }
}
