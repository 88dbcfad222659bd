// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import java.nio.ByteBuffer;

import mesh.derp.RelayPublicKey;

/** Takes WireGuard's packets to a relay: {@code RelayClient.send}. */
@FunctionalInterface
public interface PacketSink {
    /**
     * Called by the shim's thread, which waits meanwhile.
     *
     * @param packet a view that is good during the call only
     * @return false if a packet was dropped
     */
    boolean send(RelayPublicKey peer, ByteBuffer packet);
}
