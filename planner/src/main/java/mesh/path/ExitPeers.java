// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** A host's exit is its peer: packets for everywhere go to one peer, and no hub could tell where they were to leave. */
final class ExitPeers {
    private ExitPeers() {}

    /** Pairs without any path have a problem of their own. */
    static void check(MeshSpec spec, Mesh mesh, Paths paths, Problems problems) {
        for (Host host : mesh.hosts()) {
            host.passage().useExit().filter(exit -> paths.session(host.name(), exit).isEmpty())
                    .filter(exit -> !(paths.between(host.name(), exit) instanceof Path.None))
                    .ifPresent(exit -> problems.error(ProblemId.EXIT_WITHOUT_PATH, place(spec, host),
                            host.name() + " and " + exit + " are no peers, so its internet traffic cannot go there",
                            "link them under topology, or name a host that " + host.name() + " is a peer of"));
        }
    }

    private static Located<NodeName> place(MeshSpec spec, Host host) {
        return spec.hosts().stream().filter(one -> one.name().value().equals(host.name()))
                .map(HostSpec::settings).flatMap(settings -> settings.useExit().stream()).findFirst()
                .or(() -> spec.defaults().useExit()).orElseThrow();
    }
}
