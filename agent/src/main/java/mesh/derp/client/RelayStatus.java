// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.time.Duration;
import java.util.Optional;

/**
 * One relay, as a client sees it.
 *
 * @param isHome whether peers should look for this client there
 * @param roundTrip of the last answered ping on this connection
 * @param health what the relay says is wrong with the connection; empty when it is well
 * @param dropped packets that found no room or no connection, since the start
 */
public record RelayStatus(Relay relay, LinkState state, boolean isHome, Optional<Duration> roundTrip, String health,
        long dropped) {}
