// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.nio.ByteBuffer;

import mesh.derp.GoneReason;
import mesh.derp.RelayPublicKey;
import mesh.name.NodeName;

/** Who is told what relays bring. Called by the threads of the connections: an implementation is quick and thread-safe. */
public interface RelayListener {

    /**
     * A packet came.
     *
     * @param source who sent it, as the relay says; the relay can lie
     * @param packet a view that is good during the call only
     */
    void received(NodeName relay, RelayPublicKey source, ByteBuffer packet);

    /** A relay cannot reach {@code peer}, to whom we sent or from whom we had packets. */
    default void peerGone(NodeName relay, RelayPublicKey peer, GoneReason reason) {}

    /** A relay's state, health or round trip is another, or home is. */
    default void changed(RelayStatus status) {}
}
