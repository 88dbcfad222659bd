// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say about a key that its section does not know. */
final class UnknownKey {
    /** What other tools call what has another name here. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(Map.entry("ip", "address"),
            Map.entry("ipv4", "address"), Map.entry("addresses", "address"), Map.entry("subnets", "routes"),
            Map.entry("networks", "routes"), Map.entry("advertise-routes", "routes"), Map.entry("groups", "tags"),
            Map.entry("hostname", "endpoint"), Map.entry("public-ip", "endpoint"), Map.entry("platform", "os"),
            Map.entry("listen-port", "port"), Map.entry("listenport", "port"));

    private UnknownKey() {}

    /** The key that was probably meant, else the sections that know it, else all keys. */
    static String advice(String key, Section section) {
        Optional<String> near = Optional.ofNullable(ELSEWHERE.get(key.toLowerCase(Locale.ROOT).replace('_', '-')))
                .filter(section.keys()::contains).or(() -> Spelling.nearest(key, section.keys()));
        if (near.isPresent()) {
            return "did you mean '" + near.get() + "'?";
        }
        List<Section> others = SpecTable.sections().stream().filter(other -> other.field(key).isPresent()).toList();
        if (!others.isEmpty()) {
            return "move it: '" + key + "' is a key of "
                    + others.stream().map(Section::title).collect(Collectors.joining(", "));
        }
        return "delete it; the keys here are " + String.join(", ", section.keys());
    }
}
