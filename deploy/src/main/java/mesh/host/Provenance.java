// SPDX-License-Identifier: Apache-2.0
package mesh.host;

/**
 * What a manifest says of the run that wrote it. No value holds a line end.
 *
 * @param commit of the spec, or {@code -} outside git
 * @param by who runs it, {@code user@machine}
 * @param at when, ISO 8601 in UTC
 */
public record Provenance(String commit, String by, String at) {
    public Provenance {
        if ((commit + by + at).lines().count() > 1) {
            throw new IllegalArgumentException("a manifest's values are single lines");
        }
    }
}
