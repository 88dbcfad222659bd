// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import mesh.net.Cidr;
import mesh.net.TransportAddress;
import mesh.wireguard.PeerReading;

/** What WireGuard's endpoints tell an agent of peers that it has just been given. */
final class Inheritance {
    /** Keys older than this are not used any more (REJECT_AFTER_TIME), so that the path says nothing. */
    private static final Duration FRESH = Duration.ofSeconds(180);
    private static final Cidr LOOPBACK = Cidr.parse("127.0.0.0/8");

    private Inheritance() {}

    /** A direct endpoint that may work: not a port of some agent's shim, and with a session that lives. */
    static Optional<TransportAddress> of(PeerReading reading, Instant now) {
        boolean isFresh = reading.handshakeSeconds() > now.minus(FRESH).getEpochSecond();
        return reading.endpoint().filter(endpoint -> isFresh && !LOOPBACK.contains(endpoint.address()));
    }
}
