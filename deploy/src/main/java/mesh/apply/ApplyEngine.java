// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.desired.DesiredPeer;
import mesh.host.Activations;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.name.NodeName;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.ssh.Transport;

/**
 * Carries a plan to the fleet, in two waves: first all hosts that stay, in parallel, then those that leave. A leaving
 * host waits for a later run where a staying host failed to forget it, or was stale. It does not wait for a host that
 * cannot be reached: the entry left there is idle once the leaving host is down. Each host adds before it removes.
 *
 * <p>A host without changes is not contacted. A host that could not be read is skipped; what its peers get does not
 * depend on it, so nobody's peer list shrinks. Used for one run by one thread; owns the threads of that run.
 */
public final class ApplyEngine {
    private final HostTasks tasks;
    private final HostApplier applier;
    private final ApplyListener listener;

    public ApplyEngine(Transport transport, SecretSource secrets, Activations activations, ApplyListener listener,
            ApplySettings settings) {
        this.tasks = new HostTasks(settings.limit());
        this.applier = new HostApplier(transport, secrets, activations, listener, settings);
        this.listener = listener;
    }

    /**
     * Applies {@code plan}. The readings it was made from are the preflight: a host that is not what it was then
     * refuses.
     *
     * @param readings of all hosts of the plan; they tell why a host is not known
     * @throws InterruptedException if the run is cancelled; a host in the middle of its change ends it by itself
     */
    public ApplyReport apply(Plan plan, List<HostReading> readings) throws InterruptedException {
        List<HostOutcome> outcomes = new ArrayList<>();
        List<HostPlan> staying = new ArrayList<>();
        List<HostPlan> leaving = new ArrayList<>();
        for (HostPlan host : plan.hosts()) {
            Optional<Verdict> settled = settled(host, readings);
            if (settled.isPresent()) {
                outcomes.add(report(host, settled.get()));
            } else {
                (host.action() == HostPlan.Action.REMOVE ? leaving : staying).add(host);
            }
        }
        outcomes.addAll(tasks.forEach(staying, applier::apply));
        List<HostPlan> free = new ArrayList<>();
        for (HostPlan host : leaving) {
            Optional<NodeName> holder = holder(host, staying, outcomes);
            if (holder.isPresent()) {
                outcomes.add(report(host, new Verdict(HostOutcome.State.SKIPPED,
                        "waits until " + holder.get() + " has forgotten it; apply again")));
            } else {
                free.add(host);
            }
        }
        outcomes.addAll(tasks.forEach(free, applier::apply));
        outcomes.sort(Comparator.comparing(HostOutcome::host));
        return new ApplyReport(outcomes);
    }

    /** A host that was to forget {@code leaving} and may still have it. */
    private static Optional<NodeName> holder(HostPlan leaving, List<HostPlan> staying, List<HostOutcome> outcomes) {
        Set<NodeName> failed = outcomes.stream()
                .filter(outcome -> outcome.state() == HostOutcome.State.FAILED
                        || outcome.state() == HostOutcome.State.STALE)
                .map(HostOutcome::host).collect(Collectors.toSet());
        return staying.stream().filter(host -> failed.contains(host.host()) && forgets(host, leaving))
                .map(HostPlan::host).findFirst();
    }

    private static boolean forgets(HostPlan staying, HostPlan leaving) {
        Optional<PublicKey> key = leaving.live().flatMap(LiveHost::iface).flatMap(LiveInterface::publicKey);
        return staying.changes().stream().anyMatch(change -> change instanceof Change.PeerRemove removed
                && (removed.name().equals(Optional.of(leaving.host()))
                        || key.equals(Optional.of(removed.publicKey()))));
    }

    private HostOutcome report(HostPlan host, Verdict verdict) {
        HostOutcome outcome = new HostOutcome(host.host(), verdict.state(), verdict.detail(), Duration.ZERO);
        listener.finished(outcome);
        return outcome;
    }

    /** The end state of a host that nothing is sent to; absent for the others. */
    private static Optional<Verdict> settled(HostPlan host, List<HostReading> readings) {
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
                        ? Verdict.refused(failed.reason())
                        : new Verdict(HostOutcome.State.SKIPPED, failed.reason());
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
}
