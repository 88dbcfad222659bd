// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;

import mesh.key.AuthorityKey;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * Signs certificates for the names and addresses of one mesh. Whoever trusts it trusts it for these alone: its own
 * certificate says so by critical name constraints (RFC 5280 section 4.2.1.10), it may have no authority below it, and
 * what it signs is for TLS servers and clients.
 */
public final class Authority {
    private static final int SHORT_ID = 4;
    /** Upper bound of a common name (RFC 5280 appendix A.1). */
    private static final int MAX_COMMON_NAME = 64;

    private final AuthorityKey key;
    private final Certificate certificate;

    private Authority(AuthorityKey key, Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * What it may certify.
     *
     * @param mesh in its name
     * @param domain every name is this one or below it
     * @param ranges of the mesh; every address is in one of them
     */
    public record Scope(MeshName mesh, DnsName domain, List<Cidr> ranges) {
        public Scope {
            ranges = List.copyOf(ranges);
        }
    }

    /** The key that {@code random} stands for; absent for one in four thousand million, which is no key. */
    public static Optional<AuthorityKey> key(byte[] random) {
        return P256.isScalar(random) ? Optional.of(AuthorityKey.of(random)) : Optional.empty();
    }

    /** An authority whose certificate is {@code certificate}; absent where {@code key} is not its key. */
    public static Optional<Authority> of(AuthorityKey key, Certificate certificate) {
        boolean fits = P256.isScalar(key.bytes()) && TlsPublicKey.of(key).equals(certificate.publicKey());
        return fits ? Optional.of(new Authority(key, certificate)) : Optional.empty();
    }

    /**
     * A new one. Its name holds the beginning of its key's identifier, so that the one that follows it has another.
     *
     * @param serial unique and not to be guessed
     */
    public static Authority found(AuthorityKey key, Scope scope, Validity validity, SerialNumber serial) {
        TlsPublicKey own = TlsPublicKey.of(key);
        byte[] id = Extensions.keyId(own);
        String name = "mesh " + scope.mesh() + " authority "
                + HexFormat.of().formatHex(Arrays.copyOf(id, SHORT_ID));
        X500Name subject = name(scope.mesh().text(), name);
        List<Extension> extensions = List.of(
                Extensions.critical(Extension.basicConstraints, new BasicConstraints(0)),
                Extensions.critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)),
                Extensions.critical(Extension.nameConstraints, Extensions.nameConstraints(scope)),
                Extensions.forTls(), Extensions.subjectKey(own));
        TbsBuilder body = new TbsBuilder(subject, subject, validity, serial, own, extensions);
        return new Authority(key, sign(key, body.build()));
    }

    /** True if it may certify exactly what {@code scope} says. */
    public boolean isFor(Scope scope) {
        byte[] own = certificate.decoded().getExtensionValue(Extension.nameConstraints.getId());
        try {
            return own != null && Arrays.equals(own,
                    new DEROctetString(Extensions.nameConstraints(scope)).getEncoded());
        } catch (IOException defect) {
            throw new IllegalStateException("name constraints cannot be encoded", defect);
        }
    }

    public Certificate certificate() {
        return certificate;
    }

    /**
     * A certificate for a TLS server and client.
     *
     * @param scope whose mesh it names
     * @param names at least one; the first one is its common name where that is short enough
     * @param addresses of the mesh
     */
    public Certificate issue(Scope scope, TlsPublicKey subject, List<DnsName> names, List<IpAddress> addresses,
            Validity validity, SerialNumber serial) {
        String first = names.getFirst().text();
        String common = first.length() <= MAX_COMMON_NAME ? first : first.substring(0, first.indexOf('.'));
        List<Extension> extensions = new ArrayList<>(List.of(
                Extensions.critical(Extension.basicConstraints, new BasicConstraints(false)),
                Extensions.critical(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature)), Extensions.forTls(),
                Extensions.alternativeNames(names, addresses), Extensions.subjectKey(subject),
                Extensions.authorityKey(certificate.publicKey())));
        X500Name issuer = X500Name.getInstance(certificate.decoded().getSubjectX500Principal().getEncoded());
        TbsBuilder body = new TbsBuilder(issuer, name(scope.mesh().text(), common), validity, serial, subject,
                extensions);
        return sign(key, body.build());
    }

    private static X500Name name(String mesh, String common) {
        return new org.bouncycastle.asn1.x500.X500NameBuilder()
                .addRDN(org.bouncycastle.asn1.x500.style.BCStyle.O, "mesh " + mesh)
                .addRDN(org.bouncycastle.asn1.x500.style.BCStyle.CN, common).build();
    }

    private static Certificate sign(AuthorityKey key, TBSCertificate body) {
        try {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(body);
            parts.add(body.getSignature());
            parts.add(new DERBitString(P256.sign(key, body.getEncoded())));
            return Certificate.of(new DERSequence(parts).getEncoded());
        } catch (IOException | CertificateException defect) {
            throw new IllegalStateException("a certificate that was just made cannot be read", defect);
        }
    }

    @Override
    public String toString() {
        return "Authority(" + certificate.subject() + ", redacted)";
    }
}
