// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.crypto.digests.SHA256Digest;

import mesh.name.DnsName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

/** The extensions of RFC 5280 section 4.2.1 that this program writes. */
final class Extensions {
    private static final int KEY_ID_LENGTH = 20;

    private Extensions() {}

    static Extension critical(ASN1ObjectIdentifier what, ASN1Encodable value) {
        return extension(what, true, value);
    }

    private static Extension extension(ASN1ObjectIdentifier what, boolean critical, ASN1Encodable value) {
        try {
            return new Extension(what, critical, new DEROctetString(value));
        } catch (IOException defect) {
            throw new IllegalStateException("an extension cannot be encoded", defect);
        }
    }

    /** Servers and clients of TLS, nothing else. In an authority's certificate it bounds what it may sign. */
    static Extension forTls() {
        return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
                new KeyPurposeId[]{KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    }

    /** The first 160 bits of SHA-256 over the point (RFC 7093 section 2, method 1). */
    static byte[] keyId(TlsPublicKey key) {
        byte[] point = key.point();
        SHA256Digest digest = new SHA256Digest();
        digest.update(point, 0, point.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Arrays.copyOf(hash, KEY_ID_LENGTH);
    }

    static Extension subjectKey(TlsPublicKey key) {
        return extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key)));
    }

    static Extension authorityKey(TlsPublicKey key) {
        return extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId(key)));
    }

    static Extension alternativeNames(List<DnsName> names, List<IpAddress> addresses) {
        List<GeneralName> all = new ArrayList<>();
        names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name.text())));
        addresses.forEach(address -> all.add(new GeneralName(GeneralName.iPAddress,
                new DEROctetString(address.octets()))));
        return extension(Extension.subjectAlternativeName, false,
                new GeneralNames(all.toArray(GeneralName[]::new)));
    }

    /**
     * Names below the domain and addresses in the ranges. A form of name that is not listed would be free, so mail
     * addresses and URIs are bound to the domain as well.
     */
    static NameConstraints nameConstraints(Authority.Scope scope) {
        List<GeneralSubtree> permitted = new ArrayList<>();
        for (int form : new int[]{GeneralName.dNSName, GeneralName.rfc822Name,
                GeneralName.uniformResourceIdentifier}) {
            permitted.add(new GeneralSubtree(
                    new GeneralName(form, new DERIA5String(scope.domain().text()))));
        }
        scope.ranges().forEach(range -> permitted.add(new GeneralSubtree(
                new GeneralName(GeneralName.iPAddress, new DEROctetString(addressAndMask(range))))));
        return new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null);
    }

    private static byte[] addressAndMask(Cidr range) {
        byte[] address = range.network().octets();
        byte[] both = Arrays.copyOf(address, 2 * address.length);
        for (int bit = 0; bit < range.prefixLength(); bit++) {
            both[address.length + bit / Byte.SIZE] |= (byte) (1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        return both;
    }
}
