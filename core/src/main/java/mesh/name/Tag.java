// SPDX-License-Identifier: Apache-2.0
package mesh.name;

/**
 * A word that selects hosts: 1 to 63 of {@code a-z 0-9 -}, no dash at either end.
 *
 * @param text the name itself
 */
public record Tag(String text) implements Comparable<Tag> {
    /** @throws mesh.value.ValueFormatException if {@code text} is not such a name */
    public Tag {
        NameText.check(text, "tag", 63);
    }

    @Override
    public int compareTo(Tag other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
