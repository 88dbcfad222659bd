// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import java.util.Locale;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A DNS host name of at most 253 characters, kept in lower case without a final dot (RFC 1123 section 2.1). A text that
 * is all digits and dots is refused, since resolvers read it as an IPv4 address.
 *
 * @param text the name itself
 */
public record DnsName(String text) implements Comparable<DnsName> {
    private static final int MAX_LENGTH = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    /** Outside of it, letters such as the Kelvin sign have a lower case within it. */
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("(0x[0-9a-f]*|[0-9]+)");

    /** @throws ValueFormatException if {@code text} is not such a name in its canonical spelling */
    public DnsName {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new ValueFormatException(text, "is not a DNS name: 1 to 253 characters are allowed");
        }
        String[] labels = text.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new ValueFormatException(text, "is not a DNS name: label " + ValueFormatException.printable(label)
                        + " is not 1 to 63 of a-z 0-9 - without a dash at either end");
            }
        }
        if (LOOKS_NUMERIC.matcher(labels[labels.length - 1]).matches()) {
            throw new ValueFormatException(text, "is not a DNS name: its last label is a number");
        }
    }

    /** @throws ValueFormatException if {@code text}, lower-cased and without its final dot, is not such a name */
    public static DnsName parse(String text) {
        String lower = ASCII.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text;
        return new DnsName(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
    }

    @Override
    public int compareTo(DnsName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
