// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What two agents send each other inside the tunnel, 32 bytes:
 *
 * <pre>
 *   magic "MESHBEAT" | 01 asks, 02 answers | number, 8 bytes | token, 8 bytes | zeros
 * </pre>
 *
 * <p>The token is random: whoever answers has seen the question.
 *
 * @param number of the asker
 */
record BeatPacket(boolean answers, long number, long token) {
    static final int BYTES = 32;

    private static final long MAGIC = 0x4d45_5348_4245_4154L;
    private static final byte ASKS = 1;
    private static final byte ANSWERS = 2;

    /** Empty for anything else. Reads all that remains of {@code in}. */
    static Optional<BeatPacket> read(ByteBuffer in) {
        if (in.remaining() != BYTES || in.getLong() != MAGIC) {
            return Optional.empty();
        }
        byte kind = in.get();
        return kind == ASKS || kind == ANSWERS
                ? Optional.of(new BeatPacket(kind == ANSWERS, in.getLong(), in.getLong()))
                : Optional.empty();
    }

    ByteBuffer bytes() {
        return ByteBuffer.allocate(BYTES).putLong(MAGIC).put(answers ? ANSWERS : ASKS).putLong(number).putLong(token)
                .rewind();
    }

    BeatPacket answer() {
        return new BeatPacket(true, number, token);
    }
}
