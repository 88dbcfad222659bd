// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

import mesh.spec.Shape.Many;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.Text;
import mesh.value.ValueFormatException;

/** Keys of devices, and the values that only they have. */
final class DeviceFields {
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private DeviceFields() {}

    static List<Field> all() {
        return List.of(
                Field.optional("public-key", Texts.PUBLIC_KEY,
                        "The device's WireGuard public key, where the device made its key itself. Without it, mesh export makes the key and hands it out once.",
                        "PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q="),
                Field.optional("owner", Texts.OWNER, "Whose it is; for people only.", "Anna"),
                Field.optional("address", new OneOrMany(Texts.ADDRESS),
                        "Address that it keeps; at most one IPv4 and one IPv6.", "100.64.0.50"),
                Field.optional("tags", new Many(Texts.TAG), "Words that groups and the policy select it by.",
                        "[mobile]"),
                Field.optional("expires", new Text("a date", "^" + DATE + "$", "write a date, such as 2031-03-31"),
                        "From this day on (UTC) no host has it as a peer. There is a warning 14 days before.",
                        "2031-03-31"),
                Field.optional("keepalive", Texts.KEEPALIVE,
                        "Seconds between the keepalives it sends, so that hosts can reach it behind its NAT; 0 sends none and saves a battery.",
                        "25").byDefault("25"),
                Field.optional("use-exit", Texts.NODE_NAME,
                        "Host with exit-node: true through which the device's internet traffic goes.", "web-1")
                        .byDefault("none"),
                Field.optional("dns", new OneOrMany(Texts.ADDRESS),
                        "Resolvers that the device asks. Through an exit it cannot ask that of the network it is in.",
                        "9.9.9.9").byDefault("names.resolver"));
    }

    /** @throws ValueFormatException if {@code text} is not a date such as 2031-03-31 */
    static LocalDate date(String text) {
        try {
            if (text.matches(DATE)) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException unknown) {
            throw new ValueFormatException(text, "is not a date: the calendar has no such day");
        }
        throw new ValueFormatException(text, "is not a date such as 2031-03-31");
    }
}
