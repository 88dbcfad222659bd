// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.host.Lease;
import mesh.host.LeaseProgram;
import mesh.host.ProgramReport;
import mesh.live.Manifest;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
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
        try (HostConnection connection = HostConnection.open(transport, host.reach().ssh())) {
            CommandResult result = run(connection, host, lease, Optional.empty());
            ProgramReport report = report(result);
            Optional<Lease.Told> holder = LeaseProgram.told(report);
            if (holder.isPresent() && settings.controller().isGone().test(holder.get().lease().process())) {
                result = run(connection, host, lease, Optional.of(holder.get().lease().token()));
                report = report(result);
            }
            return report.ending() == mesh.host.Ending.DONE
                    ? Optional.empty()
                    : Optional.of(Verdict.of(report, result));
        } catch (SshException failed) {
            return Optional.of(Verdict.unreachable(failed));
        } catch (BecomeException refused) {
            return Optional.of(Verdict.refused(String.valueOf(refused.getMessage())));
        }
    }

    private static ProgramReport report(CommandResult result) {
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    private static CommandResult run(HostConnection connection, HostPlan host, Lease lease, Optional<String> former)
            throws SshException, BecomeException {
        int generation = host.live().flatMap(live -> live.manifest()).map(Manifest::generation).orElse(0);
        return connection.run(LeaseProgram.take(host.reach(), lease, former, generation), TIMEOUT);
    }

    /** Gives back those of {@code hosts}; a host that does not answer ends its own when the time is over. */
    void end(Collection<HostPlan> hosts) throws InterruptedException {
        tasks.forEach(List.copyOf(hosts), host -> {
            try (HostConnection connection = HostConnection.open(transport, host.reach().ssh())) {
                return connection.run(LeaseProgram.end(host.reach(), settings.controller().token()), TIMEOUT)
                        .succeeded();
            } catch (SshException | BecomeException gone) {
                return false;
            }
        });
    }
}
