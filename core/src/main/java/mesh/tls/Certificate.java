// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import mesh.name.DnsName;
import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/** A certificate of P-256, of an authority or made by one. It holds no secret. Immutable; equal by its bytes. */
public final class Certificate {
    private static final int MAX_TEXT = 8192;
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int PEM_WIDTH = 64;

    private final byte[] der;
    private final X509Certificate decoded;
    private final TlsPublicKey publicKey;
    private final List<DnsName> names;
    private final List<IpAddress> addresses;

    private Certificate(byte[] der, X509Certificate decoded, TlsPublicKey publicKey)
            throws CertificateParsingException {
        this.der = der;
        this.decoded = decoded;
        this.publicKey = publicKey;
        this.names = alternatives(decoded, DNS).stream().map(DnsName::parse).toList();
        this.addresses = alternatives(decoded, IP).stream().map(IpAddress::parse).toList();
    }

    /**
     * @param base64 of its DER, in one line
     * @throws ValueFormatException if it is not a certificate of a P-256 key
     */
    public static Certificate parse(String base64) {
        if (base64.length() > MAX_TEXT) {
            throw malformed(base64);
        }
        try {
            return of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException | CertificateException notOne) {
            throw malformed(base64);
        }
    }

    private static ValueFormatException malformed(String text) {
        return new ValueFormatException("(" + text.length() + " characters)",
                "is not a certificate: base64 of its DER in one line is expected");
    }

    static Certificate of(byte[] der) throws CertificateException {
        X509Certificate decoded = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
        if (!Arrays.equals(decoded.getEncoded(), der)) {
            throw new CertificateException("more follows the certificate");
        }
        byte[] key = decoded.getPublicKey().getEncoded();
        return new Certificate(der.clone(), decoded, TlsPublicKey.of(key, Base64.getEncoder().encodeToString(key)));
    }

    public Instant notBefore() {
        return decoded.getNotBefore().toInstant();
    }

    /** The last moment at which it counts. */
    public Instant notAfter() {
        return decoded.getNotAfter().toInstant();
    }

    public TlsPublicKey publicKey() {
        return publicKey;
    }

    /** DNS names it is for, in the order of the certificate. */
    public List<DnsName> names() {
        return names;
    }

    /** Addresses it is for, in the order of the certificate. */
    public List<IpAddress> addresses() {
        return addresses;
    }

    private static List<String> alternatives(X509Certificate decoded, int kind) throws CertificateParsingException {
        return Optional.ofNullable(decoded.getSubjectAlternativeNames()).stream().flatMap(Collection::stream)
                .filter(name -> name.getFirst().equals(kind)).map(name -> String.valueOf(name.getLast())).toList();
    }

    /** True if {@code authority} signed it and it was not altered since; says nothing of times and names. */
    public boolean isBy(Certificate authority) {
        try {
            decoded.verify(authority.decoded.getPublicKey());
            return decoded.getIssuerX500Principal().equals(authority.decoded.getSubjectX500Principal());
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** The name of who it is for, as RFC 2253 writes it. */
    public String subject() {
        return decoded.getSubjectX500Principal().getName();
    }

    /** SHA-256 of its DER in hex, by which people compare. */
    public String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(der));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    X509Certificate decoded() {
        return decoded;
    }

    public byte[] der() {
        return der.clone();
    }

    /** What {@link #parse} reads. */
    public String base64() {
        return Base64.getEncoder().encodeToString(der);
    }

    /** RFC 7468, with a final line end. */
    public String pem() {
        String body = Base64.getMimeEncoder(PEM_WIDTH, new byte[]{'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "Certificate(" + subject() + ")";
    }
}
