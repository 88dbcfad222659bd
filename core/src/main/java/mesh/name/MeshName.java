// SPDX-License-Identifier: Apache-2.0
package mesh.name;

/**
 * The name of a mesh: 1 to 32 of {@code a-z 0-9 -}, no dash at either end.
 *
 * @param text the name itself
 */
public record MeshName(String text) implements Comparable<MeshName> {
    /** @throws mesh.value.ValueFormatException if {@code text} is not such a name */
    public MeshName {
        NameText.check(text, "mesh name", 32);
    }

    @Override
    public int compareTo(MeshName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
