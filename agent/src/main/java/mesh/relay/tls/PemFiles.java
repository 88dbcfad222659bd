// SPDX-License-Identifier: Apache-2.0
package mesh.relay.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificate and key as every ACME client writes them: PEM (RFC 7468). Keys may be PKCS #8, PKCS #1 or SEC 1 (P-256, P-384). */
public final class PemFiles {
    private static final long MAX_BYTES = 256 << 10;
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] RSA = Der.sequence(Der.objectId(1, 2, 840, 113549, 1, 1, 1), new byte[]{5, 0});
    private static final byte[] P256 = Der.objectId(1, 2, 840, 10045, 3, 1, 7);
    private static final byte[] P384 = Der.objectId(1, 3, 132, 0, 34);
    /** A key of SEC 1 on P-256 is 121 bytes long with everything in it; on P-384 it starts at 137. */
    private static final int LONGEST_P256 = 125;

    private PemFiles() {}

    /** @throws IOException if a file cannot be read, or they are not a chain and the key of its first certificate; the message says which */
    public static TlsIdentity read(Path certificate, Path key) throws IOException {
        TlsIdentity identity = new TlsIdentity(privateKey(key), chain(certificate));
        if (!belongTogether(identity)) {
            throw new IOException(key + " is not the key of the first certificate in " + certificate);
        }
        return identity;
    }

    /** The certificates of {@code identity}, one after the other. */
    public static String certificateText(TlsIdentity identity) {
        StringBuilder out = new StringBuilder();
        try {
            for (X509Certificate certificate : identity.chain()) {
                out.append(text("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
        return out.toString();
    }

    /** The private key, for a file that only its owner can read. */
    public static String revealKeyText(TlsIdentity identity) {
        return text("PRIVATE KEY", identity.key().getEncoded());
    }

    private static String text(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bounded(file))).stream()
                    .map(X509Certificate.class::cast).toList();
            if (chain.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return chain;
        } catch (CertificateException notACertificate) {
            throw new IOException(file + " is not a chain of certificates in PEM");
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        Matcher found = KEY.matcher(new String(bounded(file), StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(file + " holds no private key in PEM that is not encrypted");
        }
        byte[] content = Base64.getMimeDecoder().decode(found.group(2));
        byte[] pkcs8 = switch (found.group(1)) {
            case "RSA PRIVATE KEY" -> wrapped(RSA, content);
            case "EC PRIVATE KEY" -> wrapped(Der.sequence(Der.objectId(1, 2, 840, 10045, 2, 1),
                    content.length <= LONGEST_P256 ? P256 : P384), content);
            default -> content;
        };
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException tryTheNext) {
                continue;
            }
        }
        throw new IOException(file + " holds a private key of a kind that is not supported: EC, RSA and Ed25519 are");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octets(key));
    }

    private static boolean belongTogether(TlsIdentity identity) {
        try {
            String algorithm = switch (identity.key().getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> "Ed25519";
            };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(identity.key());
            byte[] signed = signature.sign();
            signature.initVerify(identity.chain().getFirst().getPublicKey());
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKinds) {
            return false;
        }
    }

    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
