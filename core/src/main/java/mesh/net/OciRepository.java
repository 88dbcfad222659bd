// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A repository of a container registry: {@code oci://registry.example.org/mesh/bundles}, or {@code oci+http://} for a registry
 * without TLS. No tag, and no character that means something to a shell.
 *
 * @param text without a final slash
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution, names</a>
 */
public record OciRepository(String text) {
    /** How URLs of such repositories begin. */
    public static final String SCHEME = "oci";

    private static final Pattern URL = Pattern.compile(
            "oci(\\+http)?://((?:[^/:\\[\\]]+|\\[[^\\]]+\\])(?::[0-9]{1,5})?)/([a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)/?");
    private static final int MOST_CHARS = 300;

    /** @throws ValueFormatException if {@code text} is not such a URL */
    public static OciRepository parse(String text) {
        Matcher parts = URL.matcher(text);
        if (text.length() > MOST_CHARS || !parts.matches()) {
            throw new ValueFormatException(text,
                    "is not a repository of a registry; write one such as oci://registry.example.org/mesh/bundles, in lower case and without a tag");
        }
        WebFolder.parse("https://" + parts.group(2));
        return new OciRepository(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** Where the manifest of {@code tag} is. */
    public URI manifest(String tag) {
        return URI.create(api() + "/manifests/" + tag);
    }

    /** @param digest algorithm, colon and hexadecimal digits */
    public URI blob(String digest) {
        return URI.create(api() + "/blobs/" + digest);
    }

    private String api() {
        Matcher parts = URL.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text + " was never parsed");
        }
        return (parts.group(1) == null ? "https://" : "http://") + parts.group(2) + "/v2/" + parts.group(3);
    }

    @Override
    public String toString() {
        return text;
    }
}
