// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Flag;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.Text;

/** Keys of the section {@code names}. */
final class NamesFields {
    private static final Text RESOLVER = new Text("a DNS server",
            "^([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$",
            "write an address, or a host of the mesh");

    static final Section NAMES = new Section("names", "'names'",
            "How nodes find each other by name: NAME and NAME.DOMAIN, with network.domain.", List.of(
                    Field.optional("hosts-file", new Flag(),
                            "true: every host has all names in a block of its /etc/hosts.", "false")
                            .byDefault("true with network.domain"),
                    Field.optional("resolver", new OneOrMany(RESOLVER),
                            "DNS servers that answer for the domain: addresses, or hosts of the mesh. Exported devices ask them.",
                            "[do1]")));

    private NamesFields() {}
}
