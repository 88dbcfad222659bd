// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.KeyRole;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LivePeer;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.name.NodeName;

/**
 * How far the replacement of keys has come, by what the hosts were found to have. A host may switch once all its peers
 * know its next key; its former key may go once they all use the one it has. Pure.
 */
public final class RotationProgress {
    /** A session older than this is over (WireGuard's REJECT_AFTER_TIME). */
    private static final long SESSION_SECONDS = 180;

    private final DesiredMesh desired;
    private final Lockfile lock;
    private final Map<NodeName, HostReading> readings = new HashMap<>();

    /** @param desired what {@code lock} wants */
    public RotationProgress(DesiredMesh desired, Lockfile lock, Collection<HostReading> readings) {
        this.desired = desired;
        this.lock = lock;
        readings.forEach(reading -> this.readings.put(reading.host(), reading));
    }

    /** The hosts that have {@code host} as a peer, sorted. */
    public List<NodeName> peersOf(NodeName host) {
        return entriesOf(host).map(Entry::holder).toList();
    }

    /** Peers of {@code host} that were not read, sorted: nobody knows what they know. */
    public List<NodeName> unread(NodeName host) {
        return entriesOf(host).map(Entry::holder).filter(peer -> !(readings.get(peer) instanceof HostReading.Read))
                .toList();
    }

    /** Peers of {@code host} that were read and know its next key, sorted. */
    public List<NodeName> knowingNext(NodeName host) {
        return knowing(host, key(host).flatMap(LockedKey::next));
    }

    /** Peers of {@code host} that were read and know its former key, sorted. */
    public List<NodeName> knowingFormer(NodeName host) {
        return knowing(host, key(host).flatMap(LockedKey::former));
    }

    private List<NodeName> knowing(NodeName host, Optional<PublicKey> key) {
        return entriesOf(host).map(Entry::holder).filter(peer -> key.flatMap(known -> live(peer, known)).isPresent())
                .toList();
    }

    /**
     * Peers of {@code host} that may still need its former key, sorted: those that were not read, those that do not send
     * to the key in use, and those with a session of the former one and none of the other.
     */
    public List<NodeName> needingFormer(NodeName host) {
        return entriesOf(host).filter(entry -> !isOver(entry)).map(Entry::holder).toList();
    }

    private boolean isOver(Entry entry) {
        LockedKey key = key(entry.peer().name()).orElseThrow();
        Optional<LivePeer> inUse = live(entry.holder(), key.publicKey());
        if (inUse.isEmpty() || !inUse.get().allowedIps().containsAll(entry.peer().allowedIps())) {
            return false;
        }
        return inUse.get().handshakeAgeSeconds().isPresent()
                || key.former().flatMap(former -> live(entry.holder(), former)).flatMap(LivePeer::handshakeAgeSeconds)
                        .filter(age -> age <= SESSION_SECONDS).isEmpty();
    }

    private Optional<LockedKey> key(NodeName host) {
        return lock.node(host).flatMap(LockedNode::key);
    }

    private Optional<LivePeer> live(NodeName holder, PublicKey key) {
        return readings.get(holder) instanceof HostReading.Read read
                ? read.live().iface().stream().flatMap(iface -> iface.peers().stream())
                        .filter(peer -> peer.publicKey().equals(key)).findFirst()
                : Optional.empty();
    }

    private record Entry(NodeName holder, DesiredPeer peer) {}

    private Stream<Entry> entriesOf(NodeName host) {
        List<Entry> entries = new ArrayList<>();
        for (DesiredHost holder : desired.hosts()) {
            holder.peers().stream().filter(peer -> peer.name().equals(host) && peer.role() == KeyRole.CURRENT)
                    .forEach(peer -> entries.add(new Entry(holder.name(), peer)));
        }
        return entries.stream();
    }
}
