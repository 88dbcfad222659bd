// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.regex.Pattern;

/**
 * Hides keys in configuration that somebody else wrote: files of ours hold none, but one that is about to be replaced
 * may. Public keys of peers stay.
 */
public final class KeyRedaction {
    private static final Pattern SECRET = Pattern
            .compile("(?i)((?:private-?key|preshared-?key|wgkey|wgpsk)[\\s=\"':]*)[A-Za-z0-9+/]{42,43}={0,2}");

    private KeyRedaction() {}

    /** The same text, in which no key can be read. */
    public static String redact(String text) {
        return SECRET.matcher(text).replaceAll("$1(secret)");
    }
}
