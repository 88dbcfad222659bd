// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What of a certificate is signed (RFC 5280 section 4.1.2).
 *
 * @param issuer who signs
 * @param subject whose key it is
 * @param validity when it counts
 * @param serial unique to the issuer
 * @param key the subject's
 * @param extensions in the order they are written
 */
record TbsBuilder(X500Name issuer, X500Name subject, Validity validity, SerialNumber serial, TlsPublicKey key,
        List<Extension> extensions) {

    TBSCertificate build() {
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(serial.number()));
        body.setSignature(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
        body.setIssuer(issuer);
        body.setSubject(subject);
        body.setStartDate(new Time(Date.from(validity.notBefore())));
        body.setEndDate(new Time(Date.from(validity.notAfter())));
        body.setSubjectPublicKeyInfo(key.info());
        body.setExtensions(
                new org.bouncycastle.asn1.x509.Extensions(extensions.toArray(Extension[]::new)));
        return body.generateTBSCertificate();
    }
}
