// SPDX-License-Identifier: Apache-2.0
package mesh.name;

/**
 * A place whose hosts reach each other by private endpoints: 1 to 63 of {@code a-z 0-9 -}, no dash at either end.
 *
 * @param text the name itself
 */
public record SiteName(String text) implements Comparable<SiteName> {
    /** @throws mesh.value.ValueFormatException if {@code text} is not such a name */
    public SiteName {
        NameText.check(text, "site name", 63);
    }

    @Override
    public int compareTo(SiteName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
