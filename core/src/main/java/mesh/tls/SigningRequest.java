// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import mesh.value.ValueFormatException;

/**
 * What somebody hands in to be certified: a certificate request (PKCS #10, RFC 2986) that its key has signed, or the
 * public key alone, in PEM. The names in a request do not count: whoever signs says what it is for.
 *
 * @param publicKey that is to be certified
 */
public record SigningRequest(TlsPublicKey publicKey) {
    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN (CERTIFICATE REQUEST|NEW CERTIFICATE REQUEST|PUBLIC KEY)-----\\s([^-]{1,32768})"
                    + "-----END \\1-----");

    /** @throws ValueFormatException if {@code pem} holds neither, or its signature is not the key's */
    public static SigningRequest parse(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw malformed("is no certificate request and no public key in PEM");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            return new SigningRequest(block.group(1).equals("PUBLIC KEY")
                    ? TlsPublicKey.of(der, block.group(2))
                    : requested(CertificationRequest.getInstance(der)));
        } catch (ValueFormatException known) {
            throw known;
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | ArithmeticException
                | ArrayIndexOutOfBoundsException | IOException damaged) {
            throw malformed("holds a certificate request that cannot be read");
        }
    }

    private static TlsPublicKey requested(CertificationRequest request) throws IOException {
        byte[] info = request.getCertificationRequestInfo().getSubjectPublicKeyInfo().getEncoded();
        TlsPublicKey key = TlsPublicKey.of(info, Base64.getEncoder().encodeToString(info));
        boolean known = request.getSignatureAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256);
        ASN1Sequence numbers = ASN1Sequence.getInstance(request.getSignature().getOctets());
        BigInteger[] both = {ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue(),
                ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue()};
        if (!known || !P256.verifies(key.point(), request.getCertificationRequestInfo().getEncoded(), both)) {
            throw malformed("is not signed by its own key with ECDSA and SHA-256");
        }
        return key;
    }

    private static ValueFormatException malformed(String reason) {
        return new ValueFormatException("(request)", reason);
    }
}
