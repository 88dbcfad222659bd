// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import java.util.List;

import mesh.key.PublicKey;

/** What is in a file. Secrets are named here and filled in by deploy, on the way to the host or on the host itself. */
public sealed interface FileContent {
    /** A text that stays the same exactly as long as the content does; holds no secret. */
    String identity();

    /**
     * Configuration that anybody may read in a diff. It is kept in parts, since most of what the hosts of a mesh are told they
     * are told alike: what is said of a peer is one object in the files of all. Texts are equal whose parts joined are.
     *
     * @param parts joined: LF line ends, a final line end
     */
    record Text(List<TextPart> parts) implements FileContent {
        public Text {
            parts = List.copyOf(parts);
        }

        public Text(String text) {
            this(List.of(new TextPart(text)));
        }

        /** All of it, made anew. */
        public String text() {
            if (parts.size() == 1) {
                return parts.getFirst().text();
            }
            int length = 0;
            for (TextPart part : parts) {
                length += part.text().length();
            }
            StringBuilder all = new StringBuilder(length);
            for (TextPart part : parts) {
                all.append(part.text());
            }
            return all.toString();
        }

        /** Its bytes, made anew. */
        public byte[] utf8() {
            int length = 0;
            for (TextPart part : parts) {
                length += part.length();
            }
            byte[] all = new byte[length];
            int at = 0;
            for (TextPart part : parts) {
                part.copyTo(all, at);
                at += part.length();
            }
            return all;
        }

        /** The SHA-256 of its bytes, as hosts tell that of a file. */
        @Override
        public String identity() {
            return Digests.sha256(utf8());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && (parts.equals(that.parts) || text().equals(that.text()));
        }

        @Override
        public int hashCode() {
            return text().hashCode();
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
