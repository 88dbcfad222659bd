// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Locale;

import mesh.value.ValueFormatException;

/** The text of an age X25519 recipient: Bech32 (BIP 173) with the prefix {@code age} over 32 bytes. */
final class AgeRecipient {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final String PREFIX = "age1";
    /** 52 characters of data and 6 of checksum. */
    private static final int LENGTH = PREFIX.length() + 58;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private AgeRecipient() {}

    /**
     * Returns {@code text}.
     *
     * @throws ValueFormatException if its form or checksum is wrong
     */
    static String check(String text) {
        if (text.toLowerCase(Locale.ROOT).startsWith("age-secret-key-")) {
            throw new ValueFormatException("(a secret key)", "is not an age recipient: it is the secret half");
        }
        if (!text.startsWith(PREFIX) || text.length() != LENGTH) {
            throw new ValueFormatException(text, "is not an age recipient: age1 and 58 characters are expected");
        }
        int sum = 1;
        for (int value : new int[]{3, 3, 3, 0, 'a' & 31, 'g' & 31, 'e' & 31}) {
            sum = step(sum, value);
        }
        for (char c : text.substring(PREFIX.length()).toCharArray()) {
            int value = ALPHABET.indexOf(c);
            if (value < 0) {
                throw new ValueFormatException(text, "is not an age recipient: '" + c + "' is not a Bech32 character");
            }
            sum = step(sum, value);
        }
        if (sum != 1) {
            throw new ValueFormatException(text,
                    "is not an age recipient: its checksum is wrong, a character may be mistyped");
        }
        return text;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >>> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
