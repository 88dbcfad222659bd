// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.name.NodeName;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/** Hosts to which nothing is sent, and why. */
final class SettledHosts {
    private SettledHosts() {}

    /** The end state of a host that nothing is sent to; absent for the others. */
    static Optional<Verdict> verdict(HostPlan host, List<HostReading> readings) {
        return switch (host.action()) {
            case NONE -> Optional.of(new Verdict(HostOutcome.State.UNCHANGED, ""));
            case UNKNOWN -> Optional.of(unknown(host, readings));
            case REMOVE -> Optional.empty();
            case CREATE, UPDATE, REPLACE -> host.rendered().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Verdict(HostOutcome.State.SKIPPED, missingKeys(host)));
        };
    }

    private static Verdict unknown(HostPlan host, List<HostReading> readings) {
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Failed failed && failed.host().equals(host.host())) {
                return failed.refused()
                        ? Verdict.refused(host.impactDetail())
                        : new Verdict(HostOutcome.State.SKIPPED, host.impactDetail());
            }
        }
        return new Verdict(HostOutcome.State.SKIPPED, host.impactDetail());
    }

    private static String missingKeys(HostPlan host) {
        List<String> names = host.desired().stream().flatMap(desired -> desired.peers().stream())
                .filter(peer -> peer.publicKey().isEmpty()).map(DesiredPeer::name).map(Object::toString).toList();
        return names.isEmpty()
                ? "its own key is not known yet; run apply again"
                : "it waits for the keys of " + String.join(", ", names) + "; run apply again once they can be reached";
    }

    /** One of {@code failed} that was to forget {@code leaving} and may still have it. */
    static Optional<NodeName> holder(HostPlan leaving, List<HostPlan> work, Set<NodeName> failed) {
        return work.stream().filter(host -> failed.contains(host.host()) && forgets(host, leaving))
                .map(HostPlan::host).findFirst();
    }

    private static boolean forgets(HostPlan staying, HostPlan leaving) {
        Optional<PublicKey> key = leaving.live().flatMap(LiveHost::iface).flatMap(LiveInterface::publicKey);
        return staying.changes().stream().anyMatch(change -> change instanceof Change.PeerRemove removed
                && (removed.name().equals(Optional.of(leaving.host()))
                        || key.equals(Optional.of(removed.publicKey()))));
    }
}
