// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import mesh.key.PublicKey;

/** What is in a file. Secrets are named here and filled in by deploy, on the way to the host or on the host itself. */
public sealed interface FileContent {
    /** A text that stays the same exactly as long as the content does; holds no secret. */
    String identity();

    /**
     * Configuration that anybody may read in a diff.
     *
     * @param text UTF-8, LF line ends, a final line end
     */
    record Text(String text) implements FileContent {
        @Override
        public String identity() {
            return Digests.sha256(text);
        }
    }

    /**
     * The interface's private key in base64 and a line end. Under host custody the file exists before the rest is sent.
     *
     * @param publicKey of that private key
     */
    record PrivateKey(PublicKey publicKey) implements FileContent {
        @Override
        public String identity() {
            return Digests.sha256("private key of " + publicKey);
        }
    }

    /**
     * The preshared key of a pair in base64 and a line end.
     *
     * @param one a member of the pair
     * @param other the other member; the order means nothing
     * @param epoch with which it is derived, from 1
     */
    record PresharedKey(PublicKey one, PublicKey other, int epoch) implements FileContent {
        @Override
        public String identity() {
            boolean ordered = one.compareTo(other) <= 0;
            return Digests.sha256(
                    "preshared key " + epoch + " of " + (ordered ? one : other) + " and " + (ordered ? other : one));
        }
    }
}
