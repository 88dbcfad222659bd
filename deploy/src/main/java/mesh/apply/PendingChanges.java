// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.Lease;
import mesh.host.LeaseProgram;
import mesh.host.ProgramReport;
import mesh.live.LiveHost;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.Transport;

/**
 * Changes that a run left unconfirmed when it was killed. Where its process is certainly gone, nobody has to wait for the
 * window to end: the host undoes the change at once.
 */
public final class PendingChanges {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;
    private final Predicate<String> isGone;

    /**
     * @param limit hosts worked on at the same time, at least 1
     * @param isGone whether a process that wrote such a text into its lease is certainly gone
     */
    public PendingChanges(Transport transport, int limit, Predicate<String> isGone) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
        this.isGone = isGone;
    }

    /**
     * Has them undone. A change whose run may live is left alone.
     *
     * @param hosts as they were read
     * @return those that have to be read again
     */
    public List<NodeName> undo(List<HostPlan> hosts) throws InterruptedException {
        List<HostPlan> changing = hosts.stream().filter(host -> host.live().filter(LiveHost::changing).isPresent())
                .toList();
        List<Boolean> undone = tasks.forEach(changing, this::undo);
        List<NodeName> again = new ArrayList<>();
        for (int i = 0; i < changing.size(); i++) {
            if (undone.get(i)) {
                again.add(changing.get(i).host());
            }
        }
        return again;
    }

    private boolean undo(HostPlan host) {
        try (HostConnection connection = HostConnection.open(transport, host.reach().ssh())) {
            Optional<Lease.Told> told = LeaseProgram.told(run(connection, LeaseProgram.show(host.reach())));
            if (told.isEmpty() || !told.get().unconfirmed()
                    || !told.get().over() && !isGone.test(told.get().lease().process())) {
                return false;
            }
            HostProgram unlock = LeaseProgram.unlock(host.reach(), told.get().lease().token());
            return run(connection, unlock).ending() == Ending.DONE;
        } catch (SshException | BecomeException failed) {
            return false;
        }
    }

    private static ProgramReport run(HostConnection connection, HostProgram program)
            throws SshException, BecomeException {
        CommandResult result = connection.run(program, TIMEOUT);
        return ProgramReport.read(result.exitStatus(), result.out());
    }
}
