// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import mesh.derp.RelayPublicKey;

import org.jspecify.annotations.Nullable;

/** The links to the other relays of the mesh, and which of them knows which client. Safe for concurrent use. */
final class MeshLinks implements AutoCloseable {
    private final Relay relay;
    private final Map<RelayPublicKey, MeshLink> remote = new ConcurrentHashMap<>();
    private volatile Map<MeshPeer, MeshLink> links = Map.of();

    MeshLinks(Relay relay) {
        this.relay = relay;
    }

    /** Opens links to new peers and closes those to peers that are gone. */
    synchronized void set(List<MeshPeer> peers) {
        Map<MeshPeer, MeshLink> before = links;
        links = peers.stream().distinct().collect(Collectors.toUnmodifiableMap(peer -> peer, peer -> {
            MeshLink existing = before.get(peer);
            return existing == null ? MeshLink.start(relay, this, peer) : existing;
        }));
        before.forEach((peer, link) -> {
            if (!links.containsKey(peer)) {
                link.close();
            }
        });
    }

    /** Sends a packet to the relay where {@code destination} is. @return false if no relay knows it */
    boolean forward(RelayPublicKey source, RelayPublicKey destination, ByteBuffer packet, long now) {
        MeshLink link = remote.isEmpty() ? null : remote.get(destination);
        return link != null && link.forward(source, destination, packet);
    }

    void present(RelayPublicKey key, MeshLink link) {
        if (!key.equals(relay.publicKey())) {
            count(remote.put(key, link), 1);
        }
    }

    void gone(RelayPublicKey key, MeshLink link) {
        if (remote.remove(key, link)) {
            count(null, -1);
        }
    }

    /** Forgets all that {@code link} knew. */
    void lost(MeshLink link) {
        remote.forEach((key, known) -> {
            if (known == link) {
                gone(key, link);
            }
        });
    }

    private void count(@Nullable MeshLink before, int change) {
        if (before == null) {
            relay.metrics().add(Counter.GAUGE_CLIENTS_REMOTE, change);
            relay.metrics().add(Counter.GAUGE_CLIENTS_TOTAL, change);
        }
    }

    @Override
    public void close() {
        links.values().forEach(MeshLink::close);
    }
}
