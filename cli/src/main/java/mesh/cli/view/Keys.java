// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.regex.Pattern;

/** Public keys where a line has little room. */
public final class Keys {
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{8})[A-Za-z0-9+/]{35}=");

    private Keys() {}

    /** Each key in {@code text} by its first 8 characters and {@code …}. */
    public static String shortened(String text) {
        return KEY.matcher(text).replaceAll("$1…");
    }
}
