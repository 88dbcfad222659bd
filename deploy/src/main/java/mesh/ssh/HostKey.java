// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A public host key of an sshd.
 *
 * @param type its name on the wire (RFC 4253 section 6.6), such as {@code ssh-ed25519}
 * @param base64 the key as {@code known_hosts} writes it: standard base64 with padding
 */
public record HostKey(String type, String base64) {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9@.-]{1,64}");
    private static final int LENGTH_BYTES = 4;

    /** @throws ValueFormatException if {@code base64} is not a key of that type */
    public HostKey {
        String inside;
        try {
            inside = typeInside(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw new ValueFormatException(base64, "is not a host key: base64 is expected");
        }
        if (!TYPE.matcher(type).matches() || !inside.equals(type)) {
            throw new ValueFormatException(type, "is not the type of the key beside it");
        }
    }

    /**
     * @param blob the key on the wire; it starts with its own type
     * @throws ValueFormatException if it does not
     */
    public static HostKey ofBlob(byte[] blob) {
        return new HostKey(typeInside(blob), Base64.getEncoder().encodeToString(blob));
    }

    /** {@code SHA256:} and 43 characters, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Type and fingerprint, for people. */
    @Override
    public String toString() {
        return type + " " + fingerprint();
    }

    private static String typeInside(byte[] blob) {
        if (blob.length > LENGTH_BYTES) {
            int length = ByteBuffer.wrap(blob).getInt();
            if (length > 0 && length <= blob.length - LENGTH_BYTES) {
                return new String(blob, LENGTH_BYTES, length, StandardCharsets.US_ASCII);
            }
        }
        throw new ValueFormatException("(" + blob.length + " bytes)", "is not a host key: its type is missing");
    }
}
