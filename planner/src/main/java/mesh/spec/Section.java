// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

/**
 * A block of known keys.
 *
 * @param name for the schema's definitions
 * @param title how sentences call it, such as "a host"
 * @param doc for people
 * @param fields in the order of documents
 */
record Section(String name, String title, String doc, List<Field> fields) {
    Section {
        fields = List.copyOf(fields);
    }

    Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.name().equals(key)).findFirst();
    }

    List<String> keys() {
        return fields.stream().map(Field::name).toList();
    }
}
