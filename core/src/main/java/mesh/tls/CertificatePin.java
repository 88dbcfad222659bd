// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * The one certificate that a relay may show: {@code sha256-raw:} and the SHA-256 of its DER form, as derper prints it for
 * the certificate that it makes for an address.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record CertificatePin(String sha256) {
    private static final String PREFIX = "sha256-raw:";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public CertificatePin {
        if (!DIGITS.matcher(sha256).matches()) {
            throw new ValueFormatException(sha256,
                    "is not a certificate's SHA-256: 64 lower-case hexadecimal digits are expected");
        }
    }

    /** @throws ValueFormatException if {@code text} is not {@code sha256-raw:} and 64 digits */
    public static CertificatePin parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new ValueFormatException(text, "is not a pin: it starts with " + PREFIX);
        }
        return new CertificatePin(text.substring(PREFIX.length()));
    }

    /** The pin that allows {@code certificate} alone. */
    public static CertificatePin of(X509Certificate certificate) {
        try {
            return new CertificatePin(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public boolean allows(X509Certificate certificate) {
        return equals(of(certificate));
    }

    @Override
    public String toString() {
        return PREFIX + sha256;
    }
}
