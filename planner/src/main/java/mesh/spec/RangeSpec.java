// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.net.Cidr;

/** Where a family's addresses come from, or that the mesh has none of that family. */
public sealed interface RangeSpec {
    /** {@code none}. */
    record Off() implements RangeSpec {}

    /** @param range as the spec gives it */
    record Given(Cidr range) implements RangeSpec {}

    /** @throws mesh.value.ValueFormatException if {@code text} is neither {@code none} nor a network */
    static RangeSpec parse(String text) {
        return text.equals("none") ? new Off() : new Given(Cidr.parse(text));
    }
}
