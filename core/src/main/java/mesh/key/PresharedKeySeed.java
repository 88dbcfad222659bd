// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.nio.charset.StandardCharsets;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The mesh's one secret from which every pair's preshared key is derived (HKDF-SHA-256, RFC 5869). Whoever holds it
 * knows all preshared keys; it never leaves the controller.
 */
public final class PresharedKeySeed extends Secret {
    private static final byte[] SALT = "mesh preshared key 1".getBytes(StandardCharsets.US_ASCII);

    private PresharedKeySeed(KeyBytes seed) {
        super(seed);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static PresharedKeySeed parse(String text) {
        return new PresharedKeySeed(KeyBytes.parse(text, "preshared key seed"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static PresharedKeySeed of(byte[] bytes) {
        return new PresharedKeySeed(new KeyBytes(bytes));
    }

    /**
     * The preshared key of one pair. The order of the two keys does not matter; a new epoch gives unrelated keys. It
     * depends on public keys, not names, so that a renamed host keeps its sessions.
     *
     * @param epoch at least 1
     */
    public PresharedKey derive(PublicKey one, PublicKey other, int epoch) {
        boolean ordered = one.compareTo(other) <= 0;
        String info = (ordered ? one : other).base64() + " " + (ordered ? other : one).base64() + " " + epoch;
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(bytes(), SALT, info.getBytes(StandardCharsets.US_ASCII)));
        byte[] key = new byte[KeyBytes.LENGTH];
        hkdf.generateBytes(key, 0, key.length);
        return PresharedKey.of(key);
    }
}
