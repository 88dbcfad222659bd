// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * URL of a folder on a web server: {@code https://mesh.example.org/bundles}. No user, query or fragment, and no character
 * that means something to a shell.
 *
 * @param text without a final slash
 */
public record WebFolder(String text) {
    private static final Pattern URL = Pattern
            .compile("https?://([^/:\\[\\]]+|\\[[^\\]]+\\])(?::([0-9]{1,5}))?((?:/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*)/?");
    private static final int MOST_CHARS = 300;

    /** @throws ValueFormatException if {@code text} is not such a URL */
    public static WebFolder parse(String text) {
        Matcher parts = URL.matcher(text);
        if (text.length() > MOST_CHARS || !parts.matches()) {
            throw new ValueFormatException(text,
                    "is not the URL of a folder; write one such as https://mesh.example.org/bundles");
        }
        String host = parts.group(1);
        NetworkHost.parse(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        if (parts.group(2) != null) {
            Port.parse(parts.group(2));
        }
        return new WebFolder(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public String toString() {
        return text;
    }
}
