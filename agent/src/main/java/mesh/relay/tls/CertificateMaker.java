// SPDX-License-Identifier: Apache-2.0
package mesh.relay.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import mesh.derp.Protocol;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;

/** Makes certificates that sign themselves (RFC 5280). */
public final class CertificateMaker {
    private static final Duration META_VALIDITY = Duration.ofDays(30);
    private static final byte[] ED25519 = Der.sequence(Der.objectId(1, 3, 101, 112));
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.objectId(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.objectId(2, 5, 4, 3);
    private static final byte[] BASIC_CONSTRAINTS = Der.sequence(Der.objectId(2, 5, 29, 19),
            Der.octets(Der.sequence()));
    private static final byte[] SUBJECT_ALT_NAME = Der.objectId(2, 5, 29, 17);
    private static final int VERSION_TAG = 0xa0;
    private static final int EXTENSIONS_TAG = 0xa3;
    private static final int DNS_TAG = 0x82;
    private static final int IP_TAG = 0x87;

    private CertificateMaker() {}

    /** A key and certificate for a client that pins it: P-256, valid for {@code validity} from a day before {@code now}. */
    public static TlsIdentity selfSigned(List<NetworkHost> names, Instant now, Duration validity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            String subject = names.isEmpty() ? "mesh relay" : names.getFirst().toString();
            byte[] serial = new byte[8];
            new java.security.SecureRandom().nextBytes(serial);
            byte[] extensions = names.isEmpty() ? BASIC_CONSTRAINTS : concat(BASIC_CONSTRAINTS, altNames(names));
            X509Certificate certificate = make(keys, ECDSA_SHA256, "SHA256withECDSA",
                    new BigInteger(1, serial).add(BigInteger.ONE), subject,
                    new Instant[]{now.minus(Duration.ofDays(1)), now.plus(validity)}, extensions);
            return new TlsIdentity(keys.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException("P-256 is not in this JDK", cannotHappen);
        }
    }

    /** The certificate by which a relay says its key inside the TLS handshake; its own key is thrown away. */
    public static X509Certificate meta(RelayPublicKey relay, Instant now) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return make(keys, ED25519, "Ed25519", BigInteger.valueOf(Protocol.VERSION),
                    Protocol.META_CERTIFICATE_PREFIX + relay.hex(),
                    new Instant[]{now.minus(META_VALIDITY), now.plus(META_VALIDITY)}, BASIC_CONSTRAINTS);
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException("Ed25519 is not in this JDK", cannotHappen);
        }
    }

    private static X509Certificate make(KeyPair keys, byte[] algorithm, String signer, BigInteger serial,
            String subject,
            Instant[] validity, byte[] extensions) throws GeneralSecurityException {
        byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(subject))));
        byte[] body = Der.sequence(Der.element(VERSION_TAG, Der.integer(BigInteger.TWO)), Der.integer(serial),
                algorithm,
                name, Der.sequence(Der.time(validity[0]), Der.time(validity[1])), name, keys.getPublic().getEncoded(),
                Der.element(EXTENSIONS_TAG, Der.sequence(extensions)));
        Signature signature = Signature.getInstance(signer);
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] certificate = Der.sequence(body, algorithm, Der.bits(signature.sign()));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] altNames(List<NetworkHost> names) {
        byte[] all = {};
        for (NetworkHost name : names) {
            all = concat(all, switch (name) {
                case NetworkHost.Literal literal -> Der.element(IP_TAG, addressBytes(literal.address()));
                case NetworkHost.Named named ->
                    Der.element(DNS_TAG, named.toString().getBytes(StandardCharsets.US_ASCII));
            });
        }
        return Der.sequence(SUBJECT_ALT_NAME, Der.octets(Der.sequence(all)));
    }

    private static byte[] addressBytes(IpAddress address) {
        byte[] bytes = new byte[address.bits() / Byte.SIZE];
        byte[] number = address.number().toByteArray();
        int length = Math.min(bytes.length, number.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
