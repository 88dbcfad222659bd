// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A public SSH key that may log in, as a {@code .pub} file has it. Each part can stand in a shell word, in YAML and in
 * {@code authorized_keys} as it is.
 *
 * @param type such as {@code ssh-ed25519}, which the key itself says too
 * @param base64 the key, standard base64 with padding
 * @param comment whose it is: at most 64 of {@code A-Z a-z 0-9 @ . _ -}
 */
public record LoginKey(String type, String base64, String comment) {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9@.-]{1,64}");
    private static final Pattern COMMENT = Pattern.compile("[A-Za-z0-9@._-]{1,64}");
    private static final String NO_COMMENT = "mesh";
    private static final int LENGTH_BYTES = 4;

    /** @throws ValueFormatException if {@code base64} is not a key of that type */
    public LoginKey {
        if (!TYPE.matcher(type).matches() || !type.equals(typeInside(base64)) || !COMMENT.matcher(comment).matches()) {
            throw new ValueFormatException(type, "is not the type of an SSH public key that stands beside it");
        }
    }

    /**
     * Reads {@code TYPE BASE64 [COMMENT]}. A comment that could not stand everywhere is left out.
     *
     * @throws ValueFormatException if it is no such line; a private key is never repeated in the message
     */
    public static LoginKey parse(String line) {
        String[] fields = line.strip().split("\\s+", 3);
        if (fields.length < 2) {
            throw new ValueFormatException("(" + line.length() + " characters)",
                    "is not an SSH public key: 'ssh-ed25519 AAAA… anna@laptop' is expected, as a .pub file has it");
        }
        String comment = fields.length > 2 && COMMENT.matcher(fields[2]).matches() ? fields[2] : NO_COMMENT;
        return new LoginKey(fields[0], fields[1], comment);
    }

    /** As {@code authorized_keys} has it. */
    public String line() {
        return type + " " + base64 + " " + comment;
    }

    private static String typeInside(String base64) {
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
        int length = blob.length > LENGTH_BYTES ? ByteBuffer.wrap(blob).getInt() : 0;
        return length > 0 && length <= blob.length - LENGTH_BYTES
                ? new String(blob, LENGTH_BYTES, length, StandardCharsets.US_ASCII)
                : "";
    }
}
