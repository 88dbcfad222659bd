// SPDX-License-Identifier: Apache-2.0
package mesh.name;

/**
 * The name of a host, device or external peer; unique in its mesh and one DNS label (RFC 1035 section 2.3.1): 1 to 63 of {@code a-z 0-9 -}, no dash at either end.
 *
 * @param text the name itself
 */
public record NodeName(String text) implements Comparable<NodeName> {
    /** @throws mesh.value.ValueFormatException if {@code text} is not such a name */
    public NodeName {
        NameText.check(text, "name", 63);
    }

    @Override
    public int compareTo(NodeName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
