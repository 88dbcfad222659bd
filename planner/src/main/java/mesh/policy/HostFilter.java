// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.List;

import mesh.net.Cidr;

/**
 * What a host lets pass of a policy: of all packets that come out of the mesh, and of those that go to {@code guarded}.
 * Answers to what was let pass do pass, everything else does not. Equal policies give equal filters.
 *
 * @param accepts sorted by destinations, then traffic; what no rule of the policy asks for comes last
 * @param guarded sorted; destinations that have no filter of their own, so that the host holds the policy for them
 */
public record HostFilter(List<FilterRule> accepts, List<Cidr> guarded) {
    public HostFilter {
        accepts = List.copyOf(accepts);
        guarded = List.copyOf(guarded);
    }
}
