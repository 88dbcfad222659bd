// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/** {@code ADDRESS/LENGTH} taken apart. */
record PrefixText(IpAddress address, int length) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    static PrefixText parse(String text, String expected) {
        int slash = text.indexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            throw new ValueFormatException(text, "is not " + expected + ": a '/' and a prefix length are expected");
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        int length = Integer.parseInt(text.substring(slash + 1));
        checkLength(address, length);
        return new PrefixText(address, length);
    }

    static void checkLength(IpAddress address, int length) {
        if (length < 0 || length > address.bits()) {
            throw new ValueFormatException(address + "/" + length,
                    "has no such prefix: " + length + " is outside 0.." + address.bits());
        }
    }
}
