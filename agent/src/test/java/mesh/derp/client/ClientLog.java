// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import mesh.derp.GoneReason;
import mesh.derp.RelayPublicKey;
import mesh.name.NodeName;

/** Keeps what a client was told. */
final class ClientLog implements RelayListener {
    final List<String> packets = new CopyOnWriteArrayList<>();
    final List<String> gone = new CopyOnWriteArrayList<>();
    final Map<NodeName, RelayStatus> last = new ConcurrentHashMap<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void received(NodeName relay, RelayPublicKey source, ByteBuffer packet) {
        packets.add(relay + " " + StandardCharsets.UTF_8.decode(packet));
    }

    @Override
    public void peerGone(NodeName relay, RelayPublicKey peer, GoneReason reason) {
        gone.add(relay + " " + reason);
    }

    @Override
    public void changed(RelayStatus status) {
        last.put(status.relay().name(), status);
        if (status.state() instanceof LinkState.Waiting waiting) {
            failures.add(status.relay().name() + " " + waiting.why());
        }
    }

    static boolean isUp(RelayClient client, int relay) {
        return client.relays().get(relay).state() instanceof LinkState.Up;
    }
}
