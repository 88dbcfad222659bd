// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

/**
 * One key of a section.
 *
 * @param name the key
 * @param shape what may stand there
 * @param required whether the section is wrong without it
 * @param doc for people: one or two sentences
 * @param byDefault what holds without the key, in words or as it would be written; empty: nothing
 * @param example as it would be written
 */
record Field(String name, Shape shape, boolean required, String doc, Optional<String> byDefault, String example) {

    static Field optional(String name, Shape shape, String doc, String example) {
        return new Field(name, shape, false, doc, Optional.empty(), example);
    }

    static Field required(String name, Shape shape, String doc, String example) {
        return new Field(name, shape, true, doc, Optional.empty(), example);
    }

    Field byDefault(String text) {
        return new Field(name, shape, required, doc, Optional.of(text), example);
    }
}
