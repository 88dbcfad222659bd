// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.KeyBirthProgram;
import mesh.host.ProgramReport;
import mesh.key.PublicKey;
import mesh.lock.Reach;
import mesh.name.NodeName;
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
     * @param running the key that its interface runs with, where that is to be its key
     */
    public record Request(NodeName host, Reach reach, Optional<PublicKey> running) {
        /** One whose key is made, or there. */
        public Request(NodeName host, Reach reach) {
            this(host, reach, Optional.empty());
        }
    }

    /**
     * One result a request, in the same order.
     *
     * @throws InterruptedException if the run is cancelled; keys born by then stay
     */
    public List<KeyBirth> run(List<Request> requests) throws InterruptedException {
        return tasks.forEach(requests,
                request -> birth(request, KeyBirthProgram.of(request.reach(), request.running())));
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
        return switch (HostAnswer.of(transport, request.reach().ssh(), program, TIMEOUT)) {
            case HostAnswer.Failed failed -> new KeyBirth.Failed(request.host(), failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> result(request.host(), ran);
        };
    }

    private static KeyBirth result(NodeName host, HostAnswer.Ran ran) {
        ProgramReport report = ran.report();
        if (report.ending() != Ending.DONE || report.values().size() != 1) {
            return new KeyBirth.Failed(host, false, ran.reason("making a key"));
        }
        try {
            return new KeyBirth.Born(host, PublicKey.parse(report.values().getFirst()));
        } catch (ValueFormatException notAKey) {
            return new KeyBirth.Failed(host, false, "what the host told is no public key: " + notAKey.getMessage());
        }
    }
}
