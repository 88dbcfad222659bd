// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import mesh.key.ReportKey;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it with an Ed25519 key (OpenSSH's PROTOCOL.sshsig):
 *
 * <pre>
 * "SSHSIG", uint32 1, string public key, string namespace, string reserved, string hash, string signature
 * </pre>
 *
 * It is of {@code "SSHSIG", string namespace, string reserved, string hash, string H(message)}.
 */
final class SshSignature {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
    private static final String END = "-----END SSH SIGNATURE-----\n";
    private static final byte[] MAGIC = bytes("SSHSIG");
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1024;

    private SshSignature() {}

    /**
     * True where {@code key} signed {@code message}.
     *
     * @param armored with both marks and its final line end; may be anything
     */
    static boolean isOf(byte[] message, String armored, ReportKey key, String namespace) {
        if (!armored.startsWith(BEGIN) || !armored.endsWith(END)) {
            return false;
        }
        try {
            String inside = armored.substring(BEGIN.length(),
                    Math.max(BEGIN.length(), armored.length() - END.length()));
            ByteBuffer in = ByteBuffer.wrap(decode(inside.replace("\n", "")));
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC) || in.getInt() != VERSION
                    || !Arrays.equals(string(in), Base64.getDecoder().decode(key.base64()))
                    || !new String(string(in), StandardCharsets.US_ASCII).equals(namespace)) {
                return false;
            }
            byte[] reserved = string(in);
            String hash = new String(string(in), StandardCharsets.US_ASCII);
            ByteBuffer signature = ByteBuffer.wrap(string(in));
            boolean isOurs = new String(string(signature), StandardCharsets.US_ASCII).equals(ReportKey.TYPE);
            byte[] raw = string(signature);
            return isOurs && !in.hasRemaining() && !signature.hasRemaining()
                    && key.signed(signed(namespace, reserved, hash, message), raw);
        } catch (IllegalArgumentException | BufferUnderflowException | NoSuchAlgorithmException damaged) {
            return false;
        }
    }

    /** Of the one text that encodes these bytes: Java's decoder takes others too. */
    private static byte[] decode(String text) {
        byte[] decoded = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
            throw new IllegalArgumentException("it is encoded in another way");
        }
        return decoded;
    }

    private static byte[] signed(String namespace, byte[] reserved, String hash, byte[] message)
            throws NoSuchAlgorithmException {
        String algorithm = switch (hash) {
            case "sha512" -> "SHA-512";
            case "sha256" -> "SHA-256";
            default -> throw new NoSuchAlgorithmException("of no signature of ssh-keygen");
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        for (byte[] part : new byte[][]{bytes(namespace), reserved, bytes(hash),
                MessageDigest.getInstance(algorithm).digest(message)}) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > MOST_BYTES || length > in.remaining()) {
            throw new IllegalArgumentException("a length is wrong");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
