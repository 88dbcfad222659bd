// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.host.Ending;
import mesh.host.Lease;
import mesh.host.LeaseProgram;
import mesh.live.Manifest;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.ssh.Transport;

/**
 * The leases of one run: taken on all hosts that were read before the first of them is written, so that of two runs one
 * writes nothing. The first host is asked alone: of two runs that begin together, one gets it and the other is done.
 */
final class Leases {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;
    private final ApplySettings settings;

    Leases(Transport transport, HostTasks tasks, ApplySettings settings) {
        this.transport = transport;
        this.tasks = tasks;
        this.settings = settings;
    }

    /**
     * Takes them.
     *
     * @return hosts that gave none, and why; the others are held
     */
    Map<NodeName, Verdict> take(List<HostPlan> hosts) throws InterruptedException {
        Lease lease = settings.lease(hosts.size());
        Map<NodeName, Verdict> refused = new TreeMap<>();
        int asked = 0;
        while (asked < hosts.size() && refused.size() == asked && !isBlocked(refused)) {
            HostPlan first = hosts.get(asked++);
            take(first, lease).ifPresent(why -> refused.put(first.host(), why));
        }
        if (!isBlocked(refused)) {
            List<HostPlan> rest = hosts.subList(asked, hosts.size());
            List<Optional<Verdict>> answers = tasks.forEach(rest, host -> take(host, lease));
            for (int i = 0; i < rest.size(); i++) {
                NodeName name = rest.get(i).host();
                answers.get(i).ifPresent(why -> refused.put(name, why));
            }
        }
        return refused;
    }

    /** True where a host is another run's, or not what was planned from: nothing may be written anywhere. */
    static boolean isBlocked(Map<NodeName, Verdict> refused) {
        return refused.values().stream().anyMatch(
                why -> why.state() == HostOutcome.State.LOCKED || why.state() == HostOutcome.State.STALE);
    }

    private Optional<Verdict> take(HostPlan host, Lease lease) {
        HostAnswer answer = ask(host, lease, Optional.empty());
        Optional<Lease.Told> holder = answer instanceof HostAnswer.Ran ran
                ? LeaseProgram.told(ran.report())
                : Optional.empty();
        if (holder.isPresent() && settings.controller().isGone().test(holder.get().lease().process())) {
            answer = ask(host, lease, Optional.of(holder.get().lease().token()));
        }
        return switch (answer) {
            case HostAnswer.Failed failed -> Optional.of(Verdict.unreachable(failed));
            case HostAnswer.Ran ran -> ran.report().ending() == Ending.DONE
                    ? Optional.empty()
                    : Optional.of(Verdict.of(ran.report(), ran.result()));
        };
    }

    private HostAnswer ask(HostPlan host, Lease lease, Optional<String> former) {
        int generation = host.live().flatMap(live -> live.manifest()).map(Manifest::generation).orElse(0);
        return HostAnswer.of(transport, host.reach().ssh(),
                LeaseProgram.take(host.reach(), lease, former, generation), TIMEOUT);
    }

    /** Gives back those of {@code hosts}; a host that does not answer ends its own when the time is over. */
    void end(Collection<HostPlan> hosts) throws InterruptedException {
        tasks.forEach(List.copyOf(hosts), host -> HostAnswer.of(transport, host.reach().ssh(),
                LeaseProgram.end(host.reach(), settings.controller().token()), TIMEOUT));
    }
}
