// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names the lists of addresses of an anchor: a rule of pf with a list would be many rules, with a table it is one. */
final class PfTables {
    private final Map<List<String>, String> names = new LinkedHashMap<>();

    /** What stands for {@code addresses} in a rule: the one there is, or a table of them; empty for none. */
    String operand(List<String> addresses) {
        return switch (addresses.size()) {
            case 0 -> "";
            case 1 -> addresses.getFirst();
            default -> "<" + names.computeIfAbsent(List.copyOf(addresses), list -> "m" + (names.size() + 1)) + ">";
        };
    }

    /** Those that were named so far, in that order. */
    List<PfView.Table> tables() {
        List<PfView.Table> tables = new ArrayList<>();
        names.forEach((addresses, name) -> tables.add(new PfView.Table(name, addresses)));
        return tables;
    }
}
