// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.List;

/**
 * Where this host may be called.
 *
 * @param candidates best first, each address once
 * @param mappingVaries true if servers saw different ports: the NAT gives each destination its own
 */
public record OwnCandidates(List<Candidate> candidates, boolean mappingVaries) {
    /** Where nothing is known. */
    public static final OwnCandidates NONE = new OwnCandidates(List.of(), false);

    public OwnCandidates {
        candidates = List.copyOf(candidates);
    }
}
