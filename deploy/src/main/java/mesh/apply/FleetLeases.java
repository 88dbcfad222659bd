// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.Lease;
import mesh.host.LeaseProgram;
import mesh.host.ProgramReport;
import mesh.lock.Reach;
import mesh.name.NodeName;
import mesh.ssh.Transport;

/** Tells who holds the leases of hosts, and ends them. Safe for concurrent use. */
public final class FleetLeases {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Transport transport;
    private final HostTasks tasks;

    /** @param limit hosts asked at the same time, at least 1 */
    public FleetLeases(Transport transport, int limit) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
    }

    /**
     * A host that is asked.
     *
     * @param host which one
     * @param reach how it is reached
     */
    public record Request(NodeName host, Reach reach) {}

    /** What came of asking one host. */
    public sealed interface Answer {
        NodeName host();

        /** Nobody holds it. */
        record Free(NodeName host) implements Answer {}

        /**
         * Somebody does.
         *
         * @param reach how the host is reached
         * @param told whose the lease is
         */
        record Held(NodeName host, Reach reach, Lease.Told told) implements Answer {}

        /** The lease was ended. @param detail what else happened; may be empty */
        record Ended(NodeName host, String detail) implements Answer {}

        /**
         * Nothing is known, or the lease was not ended.
         *
         * @param refused true where host key or login was refused
         * @param reason one line for people
         */
        record Failed(NodeName host, boolean refused, String reason) implements Answer {}
    }

    /** One answer a request, in the same order: {@link Answer.Free}, {@link Answer.Held} or {@link Answer.Failed}. */
    public List<Answer> show(List<Request> requests) throws InterruptedException {
        return tasks.forEach(requests, request -> run(request.host(), request.reach(),
                LeaseProgram.show(request.reach()), report -> LeaseProgram.told(report)
                        .<Answer>map(told -> new Answer.Held(request.host(), request.reach(), told))
                        .orElseGet(() -> new Answer.Free(request.host()))));
    }

    /**
     * Ends these very leases, and no later ones: {@link Answer.Ended} or {@link Answer.Failed}. A change that nobody has
     * confirmed is undone by the host.
     */
    public List<Answer> end(List<Answer.Held> leases) throws InterruptedException {
        return tasks.forEach(leases, held -> run(held.host(), held.reach(),
                LeaseProgram.unlock(held.reach(), held.told().lease().token()),
                report -> new Answer.Ended(held.host(), String.join("; ", report.values()))));
    }

    private Answer run(NodeName host, Reach reach, HostProgram program, Function<ProgramReport, Answer> done) {
        return switch (HostAnswer.of(transport, reach.ssh(), program, TIMEOUT)) {
            case HostAnswer.Failed failed -> new Answer.Failed(host, failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> ran.report().ending() == Ending.DONE
                    ? done.apply(ran.report())
                    : new Answer.Failed(host, false, ran.reason("the program"));
        };
    }
}
