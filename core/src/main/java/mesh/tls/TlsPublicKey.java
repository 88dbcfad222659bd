// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import mesh.key.AuthorityKey;
import mesh.value.ValueFormatException;

/** A public key of the curve P-256, as certificates hold it (SubjectPublicKeyInfo, RFC 5480 section 2). Immutable. */
public final class TlsPublicKey {
    /** All that comes before the point: the algorithm and the curve. */
    private static final byte[] HEAD = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    /** One byte that says uncompressed, and two coordinates of 32 bytes. */
    private static final int POINT_LENGTH = 65;

    private final byte[] point;

    private TlsPublicKey(byte[] point) {
        this.point = point;
    }

    /**
     * @param text base64 of DER, as {@code openssl pkey -pubout -outform DER | openssl base64 -A} prints
     * @throws ValueFormatException if it is not a key of this curve
     */
    public static TlsPublicKey parse(String text) {
        byte[] der;
        try {
            der = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw malformed(text);
        }
        return of(der, text);
    }

    static TlsPublicKey of(byte[] der, String text) {
        boolean headed = der.length == HEAD.length + POINT_LENGTH
                && Arrays.equals(der, 0, HEAD.length, HEAD, 0, HEAD.length);
        byte[] point = headed ? Arrays.copyOfRange(der, HEAD.length, der.length) : new byte[0];
        if (!headed || !P256.isPoint(point)) {
            throw malformed(text);
        }
        return new TlsPublicKey(point);
    }

    private static ValueFormatException malformed(String text) {
        return new ValueFormatException("(" + text.length() + " characters)",
                "is not a public key of the curve P-256, the only one that this authority certifies");
    }

    /** The public half of {@code key}. */
    static TlsPublicKey of(AuthorityKey key) {
        return new TlsPublicKey(P256.publicPoint(key));
    }

    /** SubjectPublicKeyInfo in DER. */
    byte[] der() {
        byte[] der = Arrays.copyOf(HEAD, HEAD.length + POINT_LENGTH);
        System.arraycopy(point, 0, der, HEAD.length, POINT_LENGTH);
        return der;
    }

    byte[] point() {
        return point.clone();
    }

    SubjectPublicKeyInfo info() {
        return SubjectPublicKeyInfo.getInstance(der());
    }

    /** What {@link #parse} reads. */
    public String base64() {
        return Base64.getEncoder().encodeToString(der());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsPublicKey that && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return base64();
    }
}
