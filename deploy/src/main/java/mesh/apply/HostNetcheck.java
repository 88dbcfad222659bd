// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.host.NetcheckProgram;
import mesh.host.SnapshotException;
import mesh.key.KeySource;
import mesh.key.SecureKeySource;
import mesh.lock.Reach;
import mesh.ssh.Transport;

/** Has a host find out what its network lets it do. Changes nothing. */
public final class HostNetcheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Transport transport;
    private final KeySource random = new SecureKeySource();

    public HostNetcheck(Transport transport) {
        this.transport = transport;
    }

    /** What came of it. */
    public sealed interface Answer {
        /** @param text what the program said: JSON where all went well */
        record Said(String text) implements Answer {}

        /** The host has no agent, whose program could be asked. */
        record NoAgent() implements Answer {}

        /**
         * @param refused true where the host key, the login or root was refused
         * @param reason one line for people
         */
        record Failed(boolean refused, String reason) implements Answer {}
    }

    public Answer of(Reach reach) {
        NetcheckProgram check = NetcheckProgram.of(reach.interfaceName(), Marker.of(random));
        return switch (HostAnswer.of(transport, reach.ssh(), check.program(), TIMEOUT)) {
            case HostAnswer.Failed failed -> new Answer.Failed(failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> read(check, ran);
        };
    }

    private static Answer read(NetcheckProgram check, HostAnswer.Ran ran) {
        try {
            return check.read(ran.result().out()).<Answer>map(Answer.Said::new).orElseGet(Answer.NoAgent::new);
        } catch (SnapshotException unreadable) {
            return new Answer.Failed(false, ran.reason("asking the network"));
        }
    }
}
