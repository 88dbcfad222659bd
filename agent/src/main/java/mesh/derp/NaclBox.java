// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.util.Pack;

/**
 * NaCl's crypto_box between one private and one public key: X25519, then HSalsa20 of the shared secret, then XSalsa20 and
 * Poly1305 with a nonce of 24 random bytes. Safe for concurrent use. {@link #close} overwrites the key of the pair.
 */
public final class NaclBox implements AutoCloseable {
    public static final int NONCE_BYTES = 24;
    public static final int TAG_BYTES = 16;

    /** What the first 32 bytes of the key stream are: the key of Poly1305. */
    private static final int MAC_KEY_BYTES = 32;
    /** "expand 32-byte k" in little-endian words, at these places of Salsa20's block. */
    private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    private static final int ROUNDS = 20;

    private final byte[] key;

    private NaclBox(byte[] key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException if {@code theirs} is of small order, so that everybody would know the key */
    public static NaclBox between(RelayPrivateKey mine, RelayPublicKey theirs) {
        byte[] shared = mine.agree(theirs);
        byte[] key = hsalsa20(shared);
        Arrays.fill(shared, (byte) 0);
        return new NaclBox(key);
    }

    /**
     * Nonce, tag and ciphertext, one after the other.
     *
     * @param nonce {@value #NONCE_BYTES} bytes that this pair of keys never had before: random ones
     */
    public Octets seal(byte[] nonce, byte[] plain) {
        byte[] stream = new byte[MAC_KEY_BYTES + plain.length];
        System.arraycopy(plain, 0, stream, MAC_KEY_BYTES, plain.length);
        salsa(nonce, stream);
        byte[] box = new byte[NONCE_BYTES + TAG_BYTES + plain.length];
        System.arraycopy(nonce, 0, box, 0, NONCE_BYTES);
        System.arraycopy(stream, MAC_KEY_BYTES, box, NONCE_BYTES + TAG_BYTES, plain.length);
        tag(stream, box, plain.length, box, NONCE_BYTES);
        Arrays.fill(stream, (byte) 0);
        return Octets.of(box);
    }

    /** What was sealed; empty if the box was sealed by other keys, was changed, or is too short to be one. */
    public Optional<byte[]> open(Octets sealed) {
        byte[] box = sealed.bytes();
        int length = box.length - NONCE_BYTES - TAG_BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] stream = new byte[MAC_KEY_BYTES + length];
        System.arraycopy(box, NONCE_BYTES + TAG_BYTES, stream, MAC_KEY_BYTES, length);
        salsa(Arrays.copyOf(box, NONCE_BYTES), stream);
        byte[] tag = new byte[TAG_BYTES];
        tag(stream, box, length, tag, 0);
        boolean genuine = KeyText.same(tag, Arrays.copyOfRange(box, NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return genuine ? Optional.of(Arrays.copyOfRange(stream, MAC_KEY_BYTES, stream.length)) : Optional.empty();
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    /** Encrypts or decrypts {@code stream} in place; its first 32 bytes, which are zero, become the key of Poly1305. */
    private void salsa(byte[] nonce, byte[] stream) {
        XSalsa20Engine engine = new XSalsa20Engine();
        engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        engine.processBytes(stream, 0, stream.length, stream, 0);
    }

    /** The tag over the ciphertext that stands in {@code box}, by the key at the start of {@code stream}. */
    private static void tag(byte[] stream, byte[] box, int length, byte[] out, int at) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(stream, 0, MAC_KEY_BYTES));
        mac.update(box, NONCE_BYTES + TAG_BYTES, length);
        mac.doFinal(out, at);
    }

    /** HSalsa20 of {@code secret} and 16 zeros: Salsa20's rounds without the last addition, eight of the words. */
    private static byte[] hsalsa20(byte[] secret) {
        int[] block = new int[16];
        for (int i = 0; i < SIGMA.length; i++) {
            block[5 * i] = SIGMA[i];
        }
        Pack.littleEndianToInt(secret, 0, block, 1, 4);
        Pack.littleEndianToInt(secret, 16, block, 11, 4);
        int[] mixed = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, block, mixed);
        int[] words = new int[8];
        for (int i = 0; i < 4; i++) {
            words[i] = mixed[5 * i] - block[5 * i];
            words[4 + i] = mixed[6 + i] - block[6 + i];
        }
        Arrays.fill(block, 0);
        Arrays.fill(mixed, 0);
        return Pack.intToLittleEndian(words);
    }
}
