// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import mesh.host.SnapshotException;
import mesh.host.SnapshotProgram;
import mesh.host.SnapshotReader;
import mesh.key.KeySource;
import mesh.key.SecureKeySource;
import mesh.live.HostReading;
import mesh.ssh.CommandResult;
import mesh.ssh.Transport;

/** Reads hosts in parallel: one connection and one program each. Changes nothing. Safe for concurrent use. */
public final class FleetReader {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;
    private final Duration limit;
    private final KeySource random = new SecureKeySource();

    /** @param parallelism hosts read at the same time, at least 1 */
    public FleetReader(Transport transport, int parallelism) {
        this(transport, parallelism, USUAL_LIMIT);
    }

    /**
     * @param parallelism hosts read at the same time, at least 1
     * @param limit after which a host that let mesh in counts as one that does not answer
     */
    public FleetReader(Transport transport, int parallelism, Duration limit) {
        this.transport = transport;
        this.tasks = new HostTasks(parallelism);
        this.limit = limit;
    }

    /**
     * One reading a request, in the same order. A host that cannot be read is a {@link HostReading.Failed}.
     *
     * @throws InterruptedException if the run is cancelled; the hosts are as they were
     */
    public List<HostReading> read(List<ReadRequest> requests) throws InterruptedException {
        return read(requests, reading -> {});
    }

    /** @param heard told of each reading as soon as it is there, by the thread that made it */
    public List<HostReading> read(List<ReadRequest> requests, Consumer<HostReading> heard)
            throws InterruptedException {
        return tasks.forEach(requests, request -> {
            HostReading reading = read(request);
            heard.accept(reading);
            return reading;
        });
    }

    private HostReading read(ReadRequest request) {
        SnapshotProgram snapshot = SnapshotProgram.of(request.reach(), request.paths(), request.asksAgent(),
                Marker.of(random));
        return switch (HostAnswer.of(transport, request.reach().ssh(), snapshot.program(), limit)) {
            case HostAnswer.Failed failed ->
                new HostReading.Failed(request.host(), failed.refused(), failed.reason());
            case HostAnswer.Ran ran -> read(request, snapshot, ran.result());
        };
    }

    private static HostReading read(ReadRequest request, SnapshotProgram snapshot, CommandResult result) {
        if (!result.succeeded()) {
            return new HostReading.Failed(request.host(), false, "reading ended with status " + result.exitStatus()
                    + ToolOutput.lastLine(result.err()));
        }
        try {
            return SnapshotReader.read(request.host(), request.reach(), snapshot.marker(), result.out());
        } catch (SnapshotException unreadable) {
            return new HostReading.Failed(request.host(), false, String.valueOf(unreadable.getMessage()));
        }
    }
}
