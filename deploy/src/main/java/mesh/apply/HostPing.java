// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.Optional;

import mesh.host.PingProgram;
import mesh.host.SnapshotException;
import mesh.key.KeySource;
import mesh.key.SecureKeySource;
import mesh.lock.Reach;
import mesh.net.IpAddress;
import mesh.ssh.Transport;

/** Has a host send echo requests. Changes nothing. */
public final class HostPing {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Transport transport;
    private final KeySource random = new SecureKeySource();

    public HostPing(Transport transport) {
        this.transport = transport;
    }

    /** Absent where the host cannot be asked, or has no ping. */
    public Optional<PingProgram.Echo> from(Reach reach, IpAddress target) {
        PingProgram ping = PingProgram.of(target, Marker.of(random));
        return switch (HostAnswer.of(transport, reach.ssh(), ping.program(), TIMEOUT)) {
            case HostAnswer.Failed failed -> Optional.empty();
            case HostAnswer.Ran ran -> read(ping, ran.result().out());
        };
    }

    private static Optional<PingProgram.Echo> read(PingProgram ping, String output) {
        try {
            return Optional.of(ping.read(output));
        } catch (SnapshotException unreadable) {
            return Optional.empty();
        }
    }
}
