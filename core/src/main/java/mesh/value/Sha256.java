// SPDX-License-Identifier: Apache-2.0
package mesh.value;

import java.nio.charset.StandardCharsets;

import org.bouncycastle.crypto.digests.SHA256Digest;

/** SHA-256 (FIPS 180-4) of short texts. Asks no provider of Java's: to look one up takes longer than a hundred digests. */
public final class Sha256 {
    private Sha256() {}

    /** 32 bytes, over {@code text} in UTF-8. */
    public static byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SHA256Digest digest = new SHA256Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }
}
