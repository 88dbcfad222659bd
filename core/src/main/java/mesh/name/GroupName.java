// SPDX-License-Identifier: Apache-2.0
package mesh.name;

/**
 * The name of a list of nodes: 1 to 63 of {@code a-z 0-9 -}, no dash at either end.
 *
 * @param text the name itself
 */
public record GroupName(String text) implements Comparable<GroupName> {
    /** @throws mesh.value.ValueFormatException if {@code text} is not such a name */
    public GroupName {
        NameText.check(text, "group name", 63);
    }

    @Override
    public int compareTo(GroupName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
