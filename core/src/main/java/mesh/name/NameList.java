// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import java.util.List;

/** Names as a line of text has room for. */
public final class NameList {
    private NameList() {}

    /** {@code a, b, c}, or {@code a, b and 5 more} where there are more than {@code most}. */
    public static String first(List<String> names, int most) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    /** {@code a, b and c}, or {@code a, b and 5 more}; one above {@code most} is named, as that is no longer. */
    public static String sentence(List<String> names, int most) {
        return names.size() < 2 || names.size() > most + 1
                ? first(names, most)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
