// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.host.Ending;
import mesh.host.ProgramReport;
import mesh.host.TlsKeyProgram;
import mesh.name.NodeName;
import mesh.ssh.Transport;
import mesh.tls.TlsPublicKey;
import mesh.value.ValueFormatException;

/** Lets the keys of certificates be born on hosts, in parallel. A key that a host has already is kept. */
public final class TlsKeys {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;

    /** @param limit hosts worked on at the same time, at least 1 */
    public TlsKeys(Transport transport, int limit) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
    }

    /**
     * What one host told.
     *
     * @param host which one
     * @param publicKey of the private key that it has and keeps; absent where it told none
     * @param reason why not, one line for people with what to do
     */
    public record Told(NodeName host, Optional<TlsPublicKey> publicKey, String reason) {}

    /**
     * One result a request, in the same order.
     *
     * @throws InterruptedException if the run is cancelled; keys born by then stay, and are told when asked again
     */
    public List<Told> run(List<KeyBirths.Request> requests) throws InterruptedException {
        return tasks.forEach(requests, this::birth);
    }

    private Told birth(KeyBirths.Request request) {
        return switch (HostAnswer.of(transport, request.reach().ssh(), TlsKeyProgram.of(request.reach()), TIMEOUT)) {
            case HostAnswer.Failed failed -> new Told(request.host(), Optional.empty(), failed.reason());
            case HostAnswer.Ran ran -> told(request.host(), ran);
        };
    }

    private static Told told(NodeName host, HostAnswer.Ran ran) {
        ProgramReport report = ran.report();
        if (report.ending() != Ending.DONE || report.values().size() != 1) {
            return new Told(host, Optional.empty(), ran.reason("making a key"));
        }
        try {
            return new Told(host, Optional.of(TlsPublicKey.parse(report.values().getFirst())), "");
        } catch (ValueFormatException another) {
            return new Told(host, Optional.empty(), "its key.pem " + another.reason());
        }
    }
}
