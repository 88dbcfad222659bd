// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.KeyRole;
import mesh.host.Ending;
import mesh.host.FollowProgram;
import mesh.host.HostProgram;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.ssh.Transport;

/** Starts a follower on every peer of a host that is about to switch to its next key, in parallel. */
public final class Followers {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;
    private final HostTasks tasks;

    /** @param limit hosts worked on at the same time, at least 1 */
    public Followers(Transport transport, int limit) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
    }

    /**
     * A peer that does not follow.
     *
     * @param host which one
     * @param reason one line for people
     */
    public record Failure(NodeName host, String reason) {}

    /**
     * All peers of {@code host} follow it from here on, for {@code time}, or a failure is returned.
     *
     * @throws InterruptedException if the run is cancelled; followers that run end by themselves
     */
    public List<Failure> start(DesiredMesh mesh, NodeName host, Duration time) throws InterruptedException {
        List<DesiredHost> peers = mesh.hosts().stream().filter(one -> entry(one, host, KeyRole.NEXT).isPresent())
                .toList();
        return tasks.forEach(peers, peer -> start(peer, host, time)).stream().flatMap(Optional::stream).toList();
    }

    private static Optional<DesiredPeer> entry(DesiredHost holder, NodeName peer, KeyRole role) {
        return holder.peers().stream().filter(one -> one.name().equals(peer) && one.role() == role).findFirst();
    }

    private Optional<Failure> start(DesiredHost holder, NodeName host, Duration time) {
        DesiredPeer peer = entry(holder, host, KeyRole.CURRENT).orElseThrow();
        PublicKey next = entry(holder, host, KeyRole.NEXT).flatMap(DesiredPeer::publicKey).orElseThrow();
        HostProgram program = FollowProgram.of(holder.reach(), peer, next, time);
        return switch (HostAnswer.of(transport, holder.reach().ssh(), program, TIMEOUT)) {
            case HostAnswer.Failed failed -> Optional.of(new Failure(holder.name(), failed.reason()));
            case HostAnswer.Ran ran -> ran.report().ending() == Ending.DONE
                    ? Optional.empty()
                    : Optional.of(new Failure(holder.name(), ran.reason("following")));
        };
    }
}
