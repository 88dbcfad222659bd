// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.derp.Octets;
import mesh.net.TransportAddress;

/** Pings that wait for their pong, each known by a number that nobody guesses. */
final class Pings {
    private static final int MOST = 256;
    private static final long PATIENCE = Moment.seconds(5);
    /** What goes out in a second and at once, whatever the peer says: where it goes is for the peer to say, too. */
    private static final int PER_SECOND = 100;
    private static final int AT_ONCE = 150;

    /**
     * A ping that went out.
     *
     * @param isFull it was as long as WireGuard's longest packet
     */
    record Sent(TransportAddress to, long at, boolean isFull) {}

    private final Outbox out;
    private final RandomGenerator random;
    private final Map<Octets, Sent> waiting = new LinkedHashMap<>();
    private final Allowance allowance = new Allowance(PER_SECOND, AT_ONCE);

    Pings(Outbox out, RandomGenerator random) {
        this.out = out;
        this.random = random;
    }

    /**
     * Sends one, unless too many were sent lately.
     *
     * @param length of the UDP payload; 0: short
     */
    void send(TransportAddress to, int length, long now) {
        if (!allowance.take(now)) {
            return;
        }
        byte[] number = new byte[ProbeMessage.ID_BYTES];
        random.nextBytes(number);
        Octets id = Octets.of(number);
        if (waiting.size() == MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(id, new Sent(to, now, length > 0));
        out.add(new PairAction.Probe(to, new ProbeMessage.Ping(id, length)));
    }

    /** The ping that is answered; empty if it was not sent there, or long ago. Each is answered once. */
    Optional<Sent> answered(Octets id, TransportAddress source, long now) {
        Sent sent = waiting.get(id);
        if (sent == null || !sent.to().equals(source)) {
            return Optional.empty();
        }
        waiting.remove(id);
        return now - sent.at() <= PATIENCE ? Optional.of(sent) : Optional.empty();
    }

    void forget() {
        waiting.clear();
    }
}
