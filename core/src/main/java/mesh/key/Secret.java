// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** 32 secret bytes of one purpose. Immutable; prints as redacted, compares in constant time, never hashes its content. */
public abstract sealed class Secret permits PrivateKey, PresharedKey, PresharedKeySeed, AuthorityKey {
    private final KeyBytes key;

    Secret(KeyBytes key) {
        this.key = key;
    }

    /** A fresh copy of the 32 bytes; the caller overwrites it after use. */
    public final byte[] bytes() {
        return key.copy();
    }

    /** The secret itself in base64, for a file that only its owner can read. */
    public final String revealBase64() {
        return key.base64();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Secret that && getClass() == that.getClass() && key.sameAs(that.key);
    }

    /** The same for all secrets of a purpose, so that no hash of one lands anywhere. */
    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(redacted)";
    }
}
