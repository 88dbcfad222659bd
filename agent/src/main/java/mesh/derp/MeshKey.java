// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.util.HexFormat;

/**
 * The secret that relays of one mesh share, and by which one proves to another that it may watch and forward. Compares in
 * constant time and prints as redacted. The key of zeros means "none" on the wire, so there is no such key.
 */
public final class MeshKey {
    private final byte[] bytes;

    private MeshKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not 64 lower-case hexadecimal digits, or all are zero; it never holds them */
    public static MeshKey parse(String text) {
        byte[] bytes = KeyText.parse(text, "mesh key");
        if (isZero(bytes)) {
            throw new mesh.value.ValueFormatException("(64 zeros)", "is not a mesh key: zeros mean that there is none");
        }
        return new MeshKey(bytes);
    }

    /** Whether {@code text} is how the wire says that there is no mesh key. */
    static boolean isNone(String text) {
        return text.isEmpty() || text.length() == 2 * KeyText.BYTES && text.chars().allMatch(c -> c == '0');
    }

    private static boolean isZero(byte[] bytes) {
        int any = 0;
        for (byte b : bytes) {
            any |= b;
        }
        return any == 0;
    }

    /** The secret itself, for a box or a file that only its owner can read. */
    public String revealHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeshKey that && KeyText.same(bytes, that.bytes);
    }

    /** The same for all mesh keys, so that no hash of one lands anywhere. */
    @Override
    public int hashCode() {
        return MeshKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "MeshKey(redacted)";
    }
}
