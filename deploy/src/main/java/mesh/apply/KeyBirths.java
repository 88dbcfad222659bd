// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;

import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.KeyBirthProgram;
import mesh.host.ProgramReport;
import mesh.key.PublicKey;
import mesh.lock.Reach;
import mesh.name.NodeName;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.Transport;
import mesh.value.ValueFormatException;

/** Lets private keys be born on hosts, in parallel. A key that a host has already is kept. Safe for concurrent use. */
public final class KeyBirths {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;

    /** @param limit hosts worked on at the same time, at least 1 */
    public KeyBirths(Transport transport, int limit) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
    }

    /**
     * A host that is to have a key of its own.
     *
     * @param host which one
     * @param reach how it is reached
     */
    public record Request(NodeName host, Reach reach) {}

    /**
     * One result a request, in the same order.
     *
     * @throws InterruptedException if the run is cancelled; keys born by then stay
     */
    public List<KeyBirth> run(List<Request> requests) throws InterruptedException {
        return tasks.forEach(requests, request -> birth(request, KeyBirthProgram.of(request.reach())));
    }

    /**
     * As {@link #run}, for the keys that the hosts will switch to.
     *
     * @throws InterruptedException if the run is cancelled; keys born by then stay, and are told when asked again
     */
    public List<KeyBirth> runNext(List<Request> requests) throws InterruptedException {
        return tasks.forEach(requests, request -> birth(request, KeyBirthProgram.next(request.reach())));
    }

    private KeyBirth birth(Request request, HostProgram program) {
        try (HostConnection connection = HostConnection.open(transport, request.reach().ssh())) {
            return result(request.host(), connection.run(program, TIMEOUT));
        } catch (SshException failed) {
            return new KeyBirth.Failed(request.host(), failed.reason().isRefusal(),
                    String.valueOf(failed.getMessage()));
        } catch (BecomeException refused) {
            return new KeyBirth.Failed(request.host(), true, String.valueOf(refused.getMessage()));
        }
    }

    private static KeyBirth result(NodeName host, CommandResult result) {
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        if (report.ending() != Ending.DONE || report.values().size() != 1) {
            String reason = report.reason().orElse("making a key ended with status " + result.exitStatus());
            return new KeyBirth.Failed(host, false, reason + ToolOutput.lastLine(result.err()));
        }
        try {
            return new KeyBirth.Born(host, PublicKey.parse(report.values().getFirst()));
        } catch (ValueFormatException notAKey) {
            return new KeyBirth.Failed(host, false, "what the host told is no public key: " + notAKey.getMessage());
        }
    }
}
