// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.file.Path;
import java.util.Optional;

import mesh.value.ValueFormatException;

/**
 * One line of {@code known_hosts} that holds a key.
 *
 * @param file the file it stands in
 * @param number the line's number, from 1
 * @param marker what the key is trusted for
 * @param hosts which names it is about
 * @param key the key
 */
public record KnownHostsLine(Path file, int number, Marker marker, HostPatterns hosts, HostKey key) {

    /** What a line says about its key. */
    public enum Marker {
        /** No marker: the host's own key. */
        PINNED,
        /** {@code @cert-authority}: signs host certificates. */
        CERT_AUTHORITY,
        /** {@code @revoked}: never to be accepted. */
        REVOKED
    }

    /**
     * @return empty for a blank line and a comment
     * @throws ValueFormatException if {@code text} is anything else that is not such a line
     */
    static Optional<KnownHostsLine> parse(Path file, int number, String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.startsWith("#")) {
            return Optional.empty();
        }
        String[] fields = trimmed.split("[ \t]+");
        Marker marker = marker(fields[0]);
        int first = marker == Marker.PINNED ? 0 : 1;
        if (fields.length < first + 3) {
            throw new ValueFormatException(trimmed, "is not a known_hosts line: HOSTS TYPE KEY is expected");
        }
        return Optional.of(new KnownHostsLine(file, number, marker, new HostPatterns(fields[first]),
                new HostKey(fields[first + 1], fields[first + 2])));
    }

    private static Marker marker(String field) {
        return switch (field) {
            case "@cert-authority" -> Marker.CERT_AUTHORITY;
            case "@revoked" -> Marker.REVOKED;
            default -> {
                if (field.startsWith("@")) {
                    throw new ValueFormatException(field, "is not a marker: @cert-authority or @revoked is expected");
                }
                yield Marker.PINNED;
            }
        };
    }

    /** {@code FILE:LINE}. */
    public String place() {
        return file + ":" + number;
    }
}
