// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.nio.ByteBuffer;

import mesh.derp.GoneReason;
import mesh.derp.RelayPublicKey;
import mesh.name.NodeName;

/**
 * Tells a listener, and somebody who sleeps, that something is another way.
 *
 * @param wake quick, whatever thread calls it
 */
record Waking(RelayListener listener, Runnable wake) implements RelayListener {
    @Override
    public void received(NodeName relay, RelayPublicKey source, ByteBuffer packet) {
        listener.received(relay, source, packet);
    }

    @Override
    public void peerGone(NodeName relay, RelayPublicKey peer, GoneReason reason) {
        listener.peerGone(relay, peer, reason);
    }

    @Override
    public void changed(RelayStatus status) {
        wake.run();
        listener.changed(status);
    }
}
