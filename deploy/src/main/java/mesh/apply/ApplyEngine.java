// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import mesh.apply.HostOutcome.State;
import mesh.host.Activations;
import mesh.live.HostReading;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.ssh.Transport;

/**
 * Carries a plan to the fleet: leases on all hosts that were read, then batch after batch, then the leases that are left
 * are given back. A batch is begun when the one before has ended, and none after too many hosts have failed or somebody
 * wants the run to end.
 *
 * <p>A plan without changes contacts nobody. A host that could not be read is skipped; what its peers get does not depend
 * on it, so nobody's peer list shrinks. A leaving host waits for a later run where a staying host failed to forget it.
 * Used for one run by one thread; owns the threads of that run.
 */
public final class ApplyEngine {
    private final HostTasks tasks;
    private final HostApplier applier;
    private final Leases leases;
    private final ApplyListener listener;
    private final ApplySettings settings;
    private final SortedMap<NodeName, HostOutcome> outcomes = new TreeMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    public ApplyEngine(Transport transport, SecretSource secrets, Activations activations, ApplyListener listener,
            ApplySettings settings) {
        this.tasks = new HostTasks(settings.limit());
        this.applier = new HostApplier(transport, secrets, activations, listener, settings);
        this.leases = new Leases(transport, tasks, settings);
        this.listener = listener;
        this.settings = settings;
    }

    /**
     * Applies {@code plan}. The readings it was made from are the preflight: a host that is not what it was then
     * refuses.
     *
     * @param readings of all hosts of the plan; they tell why a host is not known
     * @throws InterruptedException if the run is cancelled; a host in the middle of its change goes back by itself
     */
    public ApplyReport apply(Plan plan, List<HostReading> readings) throws InterruptedException {
        SortedMap<NodeName, Verdict> settled = new TreeMap<>();
        List<HostPlan> work = new ArrayList<>();
        for (HostPlan host : plan.hosts()) {
            SettledHosts.verdict(host, readings).ifPresentOrElse(verdict -> settled.put(host.host(), verdict),
                    () -> work.add(host));
        }
        if (!work.isEmpty()) {
            List<HostPlan> held = plan.hosts().stream()
                    .filter(host -> host.live().isPresent() && host.action() != HostPlan.Action.UNKNOWN).toList();
            Map<NodeName, Verdict> refused = leases.take(held);
            settled.putAll(refused);
            work.removeIf(host -> refused.containsKey(host.host()));
            carryOut(work, held.stream().filter(host -> !refused.containsKey(host.host())).toList(),
                    Leases.isBlocked(refused), settled);
        }
        settled.forEach(this::report);
        return new ApplyReport(List.copyOf(outcomes.values()));
    }

    private void carryOut(List<HostPlan> work, List<HostPlan> held, boolean blocked,
            SortedMap<NodeName, Verdict> settled) throws InterruptedException {
        if (blocked) {
            String why = settled.entrySet().stream()
                    .filter(entry -> entry.getValue().state() == State.LOCKED
                            || entry.getValue().state() == State.STALE)
                    .map(entry -> entry.getKey().text()).collect(Collectors.joining(", "));
            work.forEach(host -> settled.put(host.host(),
                    new Verdict(State.SKIPPED, "nothing was begun, because of " + why)));
        } else {
            for (List<HostPlan> batch : settings.rollout().batches(work)) {
                tasks.forEach(batch, host -> attempt(host, work))
                        .forEach(outcome -> outcomes.put(outcome.host(), outcome));
            }
        }
        leases.end(held.stream().filter(host -> !endedItsLease(host.host())).toList());
    }

    private boolean endedItsLease(NodeName host) {
        HostOutcome outcome = outcomes.get(host);
        return outcome != null && (outcome.state() == State.APPLIED || outcome.state() == State.REMOVED);
    }

    private HostOutcome attempt(HostPlan host, List<HostPlan> work) {
        Optional<Verdict> reason = waits(host, work);
        if (reason.isPresent()) {
            HostOutcome outcome = new HostOutcome(host.host(), reason.get().state(), reason.get().detail(),
                    Duration.ZERO);
            listener.finished(outcome);
            return outcome;
        }
        HostOutcome outcome = applier.apply(host);
        switch (outcome.state()) {
            case UNCHANGED, APPLIED, REMOVED, SKIPPED -> {
            }
            case REFUSED, STALE, ROLLED_BACK, LOCKED, UNHEARD, FAILED -> failures.incrementAndGet();
        }
        return outcome;
    }

    /** Why {@code host} is not begun; absent where it is. */
    private Optional<Verdict> waits(HostPlan host, List<HostPlan> work) {
        if (settings.stop().requested()) {
            return Optional.of(new Verdict(State.SKIPPED, "not begun: the run was stopped"));
        }
        if (failures.get() > settings.rollout().maxFailures()) {
            return Optional.of(new Verdict(State.SKIPPED, "not begun, because another host failed; apply again"));
        }
        return host.action() == HostPlan.Action.REMOVE
                ? SettledHosts.holder(host, work, failed()).map(holder -> new Verdict(State.SKIPPED,
                        "waits until " + holder + " has forgotten it; apply again"))
                : Optional.empty();
    }

    private Set<NodeName> failed() {
        Set<NodeName> failed = new HashSet<>();
        outcomes.forEach((name, outcome) -> {
            if (outcome.state() != State.APPLIED && outcome.state() != State.UNCHANGED
                    && outcome.state() != State.REMOVED) {
                failed.add(name);
            }
        });
        return failed;
    }

    private void report(NodeName host, Verdict verdict) {
        HostOutcome outcome = new HostOutcome(host, verdict.state(), verdict.detail(), Duration.ZERO);
        outcomes.put(host, outcome);
        listener.finished(outcome);
    }
}
