// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.Optional;

/**
 * What a host that pulls keeps of its mesh besides its files; every bundle brings it anew.
 *
 * @param signers whom it trusts, as lines of an allowed signers file, as ssh-keygen(1) reads it
 * @param reports URL of the folder that it puts its reports into, without a final slash; absent: it keeps them
 */
public record PullTerms(String signers, Optional<String> reports) {
    /** The same as a line of a file; no line where it keeps them. */
    String reportLine() {
        return reports.map(url -> url + "\n").orElse("");
    }
}
