// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import java.nio.charset.StandardCharsets;

/** A piece of text and its UTF-8 bytes. One that is in many files is encoded once. Immutable. */
public final class TextPart {
    private final String text;
    private final byte[] utf8;

    public TextPart(String text) {
        this.text = text;
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
    }

    public String text() {
        return text;
    }

    /** Of its bytes. */
    int length() {
        return utf8.length;
    }

    /** Puts its bytes into {@code target} from {@code from} on. */
    void copyTo(byte[] target, int from) {
        System.arraycopy(utf8, 0, target, from, utf8.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TextPart that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
