// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * What ties an answer to its request: the cookie and 96 random bits (RFC 8489 section 5).
 *
 * @param cookie {@link #MAGIC_COOKIE}; anything else is a request by RFC 3489, whose id had all 128 bits
 * @param high the first 32 bits
 * @param low the last 64 bits
 */
public record TransactionId(int cookie, int high, long low) {
    /** Tells RFC 5389 and later from RFC 3489. */
    public static final int MAGIC_COOKIE = 0x2112_a442;

    /** @param random unpredictable, since a stranger who guesses the id can answer */
    public static TransactionId random(RandomGenerator random) {
        return new TransactionId(MAGIC_COOKIE, random.nextInt(), random.nextLong());
    }

    static TransactionId read(ByteBuffer in) {
        return new TransactionId(in.getInt(), in.getInt(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putInt(cookie).putInt(high).putLong(low);
    }

    /** XORs 4 or 16 bytes of an address with cookie and id, in place: how XOR-MAPPED-ADDRESS hides it from NATs. */
    void mix(byte[] address) {
        ByteBuffer mask = ByteBuffer.allocate(16);
        write(mask);
        for (int i = 0; i < address.length; i++) {
            address[i] ^= mask.get(i);
        }
    }

    /** Whether it is one of RFC 3489, whose clients understand neither XOR-MAPPED-ADDRESS nor FINGERPRINT. */
    public boolean isClassic() {
        return cookie != MAGIC_COOKIE;
    }
}
