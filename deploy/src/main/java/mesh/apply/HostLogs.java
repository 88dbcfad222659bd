// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;

import mesh.host.LogProgram;
import mesh.host.SnapshotException;
import mesh.key.KeySource;
import mesh.key.SecureKeySource;
import mesh.live.LogEntry;
import mesh.lock.Reach;
import mesh.ssh.CommandResult;
import mesh.ssh.Transport;

/** Reads what a host's own log says of changes that were applied. Changes nothing. */
public final class HostLogs {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final KeySource random = new SecureKeySource();

    public HostLogs(Transport transport) {
        this.transport = transport;
    }

    /** What came of asking. */
    public sealed interface Answer {
        /** @param entries oldest first */
        record Read(List<LogEntry> entries) implements Answer {
            public Read {
                entries = List.copyOf(entries);
            }
        }

        /**
         * @param refused true where host key or login was refused
         * @param reason one line for people
         */
        record Failed(boolean refused, String reason) implements Answer {}
    }

    /** @param count of entries at the most, the latest ones */
    public Answer read(Reach reach, int count) {
        LogProgram log = LogProgram.of(reach, count, Marker.of(random));
        return switch (HostAnswer.of(transport, reach.ssh(), log.program(), TIMEOUT)) {
            case HostAnswer.Failed failed -> new Answer.Failed(failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> read(log, ran.result());
        };
    }

    private static Answer read(LogProgram log, CommandResult result) {
        if (!result.succeeded()) {
            return new Answer.Failed(false, "reading the log ended with status " + result.exitStatus()
                    + ToolOutput.lastLine(result.err()));
        }
        try {
            return new Answer.Read(log.read(result.out()));
        } catch (SnapshotException unreadable) {
            return new Answer.Failed(false, String.valueOf(unreadable.getMessage()));
        }
    }
}
