// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import mesh.key.AuthorityKey;

/** ECDSA with SHA-256 on the curve P-256 (FIPS 186-5). A signature follows from key and message alone (RFC 6979). */
final class P256 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private P256() {}

    /** True for the numbers that are private keys: all 32-byte ones but one in four thousand million. */
    static boolean isScalar(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        return number.signum() > 0 && number.compareTo(DOMAIN.getN()) < 0;
    }

    /** The uncompressed point that belongs to {@code key}: 65 bytes. */
    static byte[] publicPoint(AuthorityKey key) {
        return new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar(key)).normalize().getEncoded(false);
    }

    /** True if {@code point} is the uncompressed text of a point of the curve that is not its neutral one. */
    static boolean isPoint(byte[] point) {
        try {
            ECPoint decoded = CURVE.getCurve().decodePoint(point);
            return !decoded.isInfinity() && decoded.isValid();
        } catch (IllegalArgumentException notOnTheCurve) {
            return false;
        }
    }

    /** DER of the two numbers of a signature (RFC 3279 section 2.2.3). */
    static byte[] sign(AuthorityKey key, byte[] message) throws IOException {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar(key), DOMAIN));
        BigInteger[] numbers = signer.generateSignature(sha256(message));
        ASN1EncodableVector both = new ASN1EncodableVector();
        both.add(new ASN1Integer(numbers[0]));
        both.add(new ASN1Integer(numbers[1]));
        return new DERSequence(both).getEncoded();
    }

    /** @param numbers of the signature */
    static boolean verifies(byte[] point, byte[] message, BigInteger[] numbers) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), DOMAIN));
        return signer.verifySignature(sha256(message), numbers[0], numbers[1]);
    }

    private static byte[] sha256(byte[] message) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(message, 0, message.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static BigInteger scalar(AuthorityKey key) {
        byte[] bytes = key.bytes();
        BigInteger scalar = new BigInteger(1, bytes);
        Arrays.fill(bytes, (byte) 0);
        return scalar;
    }
}
