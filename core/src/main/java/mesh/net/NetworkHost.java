// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.name.DnsName;
import mesh.value.ValueFormatException;

/** Where a machine is found: a literal address or a name that somebody else resolves. */
public sealed interface NetworkHost {

    /** @param address used as it stands */
    record Literal(IpAddress address) implements NetworkHost {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** @param name resolved by the system that uses it, never here */
    record Named(DnsName name) implements NetworkHost {
        @Override
        public String toString() {
            return name.text();
        }
    }

    /**
     * A text with a colon, or of digits and dots only, must be an address; anything else must be a DNS name.
     *
     * @throws ValueFormatException if {@code text} is neither
     */
    static NetworkHost parse(String text) {
        if (text.indexOf(':') >= 0 || text.matches("[0-9.]+")) {
            return new Literal(IpAddress.parse(text));
        }
        return new Named(DnsName.parse(text));
    }
}
