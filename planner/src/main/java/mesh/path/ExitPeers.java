// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;

import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.spec.DeviceSpec;
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
        spec.devices().forEach(device -> check(device, paths, problems));
        for (Host host : mesh.hosts()) {
            host.passage().exits().stream().filter(exit -> isUnlinked(paths, host.name(), exit))
                    .forEach(exit -> problems.error(ProblemId.EXIT_WITHOUT_PATH, place(spec, host, exit),
                            host.name() + " and " + exit + " are no peers, so its internet traffic cannot go there",
                            "link them under topology, or name a host that " + host.name() + " is a peer of"));
            if (!host.passage().exits().isEmpty()) {
                checkMeetings(spec, mesh, paths, problems, host);
                checkSystem(spec, paths, problems, host);
            }
        }
    }

    /** The routing table of WireGuard's own packets leads nowhere on the host itself, where its agent is: rtable(4). */
    private static void checkSystem(MeshSpec spec, Paths paths, Problems problems, Host host) {
        if (host.os() == OperatingSystem.OPENBSD && paths.needsAgent(host.name())) {
            problems.error(ProblemId.EXIT_BESIDE_AGENT, place(spec, host, host.passage().exits().getFirst()),
                    host.name() + " needs an agent, and on OpenBSD none works beside an exit",
                    "give " + host.name() + " 'use-exit: none', or 'agent: never' and a hub");
        }
    }

    /** The way to an exit that agents find begins at a relay, so the way to that cannot go through the exit. */
    private static void checkMeetings(MeshSpec spec, Mesh mesh, Paths paths, Problems problems, Host host) {
        Optional<Host> named = mesh.hosts().stream().filter(other -> other.relay()
                .filter(relay -> relay.host() instanceof NetworkHost.Named).isPresent()).findFirst();
        host.passage().exits().stream().filter(exit -> paths.members().containsKey(exit)
                && paths.relayed(host.name(), exit))
                .forEach(exit -> named.ifPresent(relay -> problems.error(ProblemId.EXIT_BY_RELAY,
                        place(spec, host, exit),
                        "agents find the way to " + exit + ", and " + host.name() + " would call the relay of "
                                + relay.name() + " by a name, through the exit that it has no way to yet",
                        "give the relay an address as its 'host', or an endpoint to " + exit)));
    }

    private static void check(DeviceSpec device, Paths paths, Problems problems) {
        device.useExit().filter(place -> isUnlinked(paths, device.name().value(), place.value()))
                .ifPresent(place -> problems.error(ProblemId.EXIT_WITHOUT_PATH, place,
                        device.name().value() + " and " + place.value()
                                + " are no peers, so its internet traffic cannot go there",
                        "link them under topology, or name a host that " + device.name().value() + " is a peer of"));
    }

    private static boolean isUnlinked(Paths paths, NodeName node, NodeName exit) {
        return paths.members().containsKey(exit) && paths.session(node, exit).isEmpty()
                && !(paths.between(node, exit) instanceof Path.None);
    }

    private static Located<NodeName> place(MeshSpec spec, Host host, NodeName exit) {
        return spec.hosts().stream().filter(one -> one.name().value().equals(host.name()))
                .map(HostSpec::settings).flatMap(settings -> settings.useExit().stream())
                .filter(place -> place.value().equals(exit)).findFirst()
                .or(() -> spec.defaults().useExit().stream().filter(place -> place.value().equals(exit)).findFirst())
                .orElseThrow();
    }
}
