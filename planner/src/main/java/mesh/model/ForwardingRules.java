// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Packets for others: what mesh leaves to the owner of a host. */
final class ForwardingRules {
    private ForwardingRules() {}

    static void check(Draft draft, Problems problems) {
        for (HostSpec spec : draft.hostSpecs()) {
            Host host = draft.host(spec);
            spec.exitNode().filter(Located::value).ifPresent(exit -> problems.warning(ProblemId.EXIT_NODE_BY_HAND, exit,
                    "mesh only records this yet: it sends no internet traffic to " + host.name()
                            + ", and sets up neither forwarding nor masquerading there",
                    "keep it as a record, or delete it; every host uses its own way to the internet"));
        }
    }
}
