// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public half of the key with which a host signs what it says of itself: an Ed25519 key as OpenSSH writes it (RFC 8709).
 *
 * @param base64 the key on the wire, in base64: its type, then 32 bytes
 */
public record ReportKey(String base64) {
    /** Of the only kind that there is. */
    public static final String TYPE = "ssh-ed25519";

    private static final Pattern SYNTAX = Pattern.compile(TYPE + " ([A-Za-z0-9+/]{68})(?: .{0,100})?");
    private static final int KEY_BYTES = 32;
    private static final byte[] HEAD = head();

    /** @throws ValueFormatException if {@code base64} is no such key */
    public ReportKey {
        byte[] wire = decode(base64);
        if (wire.length != HEAD.length + KEY_BYTES || !Arrays.equals(HEAD, 0, HEAD.length, wire, 0, HEAD.length)) {
            throw new ValueFormatException(base64, "is not an Ed25519 key of OpenSSH");
        }
    }

    /**
     * Reads a line of a {@code .pub} file.
     *
     * @throws ValueFormatException if {@code line} has no Ed25519 key
     */
    public static ReportKey parse(String line) {
        Matcher parts = SYNTAX.matcher(line);
        if (!parts.matches()) {
            throw new ValueFormatException(line, "is not an Ed25519 key of OpenSSH: 'ssh-ed25519 AAAA…' is expected");
        }
        return new ReportKey(parts.group(1));
    }

    /** True where the holder of the private half signed {@code message}; {@code signature} may be anything. */
    public boolean signed(byte[] message, byte[] signature) {
        byte[] wire = decode(base64);
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(wire, HEAD.length));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new ValueFormatException(base64, "is not an Ed25519 key of OpenSSH");
        }
    }

    private static byte[] head() {
        byte[] type = TYPE.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + type.length + Integer.BYTES).putInt(type.length).put(type)
                .putInt(KEY_BYTES).array();
    }

    /** As a {@code .pub} file has it. */
    @Override
    public String toString() {
        return TYPE + " " + base64;
    }
}
