// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import mesh.derp.Octets;
import mesh.net.TransportAddress;

/** What two agents say to each other beside the tunnel. */
public sealed interface ProbeMessage {
    /** Bytes of a transaction number: random ones. */
    int ID_BYTES = 12;

    /** Asks for a {@link Pong}. @param length of the whole UDP payload that it is padded to; 0: as short as it is */
    record Ping(Octets id, int length) implements ProbeMessage {}

    /** Answers, to where the ping came from. @param observed where that is */
    record Pong(Octets id, TransportAddress observed) implements ProbeMessage {}
}
