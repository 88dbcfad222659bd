// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say about a key that its section does not know. */
final class UnknownKey {
    private UnknownKey() {}

    /** The key that was probably meant, else the sections that know it, else all keys. */
    static String advice(String key, Section section) {
        Optional<String> near = Spelling.nearest(key, section.keys());
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
