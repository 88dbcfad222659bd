// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A certificate's serial number.
 *
 * @param number positive, of at most 20 bytes (RFC 5280 section 4.1.2.2)
 */
public record SerialNumber(BigInteger number) {
    private static final int LENGTH = 16;
    private static final int MAX_BITS = 159;

    public SerialNumber {
        if (number.signum() <= 0 || number.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("a serial number is positive and has at most 20 bytes");
        }
    }

    /** @param random at least 16 bytes that nobody can guess */
    public static SerialNumber of(byte[] random) {
        return new SerialNumber(new BigInteger(1, Arrays.copyOf(random, LENGTH)).setBit(0));
    }
}
