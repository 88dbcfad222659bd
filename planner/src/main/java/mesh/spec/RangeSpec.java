// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.net.Cidr;
import mesh.value.ValueFormatException;

/** Where a family's addresses come from, or that the mesh has none of that family. */
public sealed interface RangeSpec {
    /** {@code none}. */
    record Off() implements RangeSpec {}

    /** @param range as the spec gives it */
    record Given(Cidr range) implements RangeSpec {}

    /** @throws ValueFormatException if {@code text} is neither {@code none} nor an IPv4 network */
    static RangeSpec parseV4(String text) {
        return parse(text, false);
    }

    /** @throws ValueFormatException if {@code text} is neither {@code none} nor an IPv6 network */
    static RangeSpec parseV6(String text) {
        return parse(text, true);
    }

    private static RangeSpec parse(String text, boolean v6) {
        if (text.equals("none")) {
            return new Off();
        }
        Cidr range = Cidr.parse(text);
        if (range.isV6() != v6) {
            throw new ValueFormatException(text,
                    v6 ? "is not an IPv6 range; write it at 'ipv4'" : "is not an IPv4 range; write it at 'ipv6'");
        }
        return new Given(range);
    }
}
