// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import mesh.model.Mesh;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Somebody uses the relays: a client that the spec lists, or the agents of hosts. Asked where all have their paths. */
final class RelayUse {
    private RelayUse() {}

    static void check(MeshSpec spec, Mesh mesh, Paths paths, Problems problems) {
        boolean used = problems.hasErrors() || !spec.relays().admitted().isEmpty()
                || mesh.hosts().stream().anyMatch(host -> paths.needsAgent(host.name()));
        if (!used) {
            spec.hosts().stream().flatMap(host -> host.relay().stream()).findFirst()
                    .ifPresent(relay -> problems.warning(ProblemId.RELAY_ADMITS_NOBODY, relay.place(),
                            "no client may use the relays: no key is listed, and no two hosts need them",
                            "list the clients' public keys under 'relays: {admit: …}'"));
        }
    }
}
