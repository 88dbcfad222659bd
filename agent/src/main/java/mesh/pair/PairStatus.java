// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * A pair as people see it.
 *
 * @param state how packets travel
 * @param endpoint the direct one; absent on the relay
 * @param roundTrip of the last beat inside the tunnel, or else of the last probe
 * @param since how long it has been so
 * @param heard whether the peer's agent has been heard since this one started
 * @param whyNotDirect a clause; empty where it is direct
 */
public record PairStatus(PairState state, Optional<TransportAddress> endpoint, Optional<Duration> roundTrip,
        Duration since, boolean heard, String whyNotDirect) {}
