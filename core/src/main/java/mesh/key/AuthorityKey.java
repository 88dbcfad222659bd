// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** With which a mesh's certificate authority signs: a scalar of the curve P-256 (FIPS 186-5), big-endian. */
public final class AuthorityKey extends Secret {
    private AuthorityKey(KeyBytes key) {
        super(key);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static AuthorityKey parse(String text) {
        return new AuthorityKey(KeyBytes.parse(text, "certificate authority's key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static AuthorityKey of(byte[] bytes) {
        return new AuthorityKey(new KeyBytes(bytes));
    }
}
