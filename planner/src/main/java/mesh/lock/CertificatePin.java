// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import mesh.value.ValueFormatException;

/**
 * The SHA-256 of a certificate's DER, as DERP clients take it in place of a name.
 *
 * @param text such as {@code sha256-raw:} and 64 lower-case hexadecimal digits
 */
public record CertificatePin(String text) {
    private static final String PREFIX = "sha256-raw:";

    /** @throws ValueFormatException if {@code text} is not such a pin */
    public CertificatePin {
        if (!text.matches(PREFIX + "[0-9a-f]{64}")) {
            throw new ValueFormatException(text, "is not a pin: " + PREFIX + " and 64 hexadecimal digits are expected");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
