// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.pair.ProbeMessage;
import mesh.value.ValueFormatException;

/**
 * The messages of one peer that go beside the tunnel. A ping counts once, in the sessions of both that are now, so that a
 * recorded one is answered to nobody; a pong counts by its random id. Not safe for concurrent use.
 */
public final class ProbeSeal implements AutoCloseable {
    /** What UDP carries over IPv4 at the most. */
    public static final int MOST_BYTES = 65_507;

    private static final byte PING = 0x41;
    private static final byte PONG = 0x42;
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 3;
    private static final int PONG_BYTES = HEAD_BYTES + ProbeMessage.ID_BYTES;
    private static final int PING_BYTES = PONG_BYTES + 3 * Long.BYTES;

    /** The length of the shortest ping. */
    public static final int SHORTEST_PING_BYTES = Envelope.EMPTY_BYTES + PING_BYTES;

    private final PairBox box;
    private ReplayWindow window = new ReplayWindow();
    /** The peer's session that the window is of. */
    private long windowOf;
    private long sequence;

    /** @throws IllegalArgumentException if {@code theirs} is the public half of {@code mine} or of small order */
    public ProbeSeal(RelayPrivateKey mine, RelayPublicKey theirs, RandomGenerator random) {
        this.box = new PairBox(mine, theirs, random);
    }

    /** A ping that asks for less than {@link #SHORTEST_PING_BYTES} is as long as that. */
    public byte[] seal(ProbeMessage message, Sessions sessions) {
        return box.seal(switch (message) {
            case ProbeMessage.Ping ping -> head(Math.max(PING_BYTES, ping.length() - Envelope.EMPTY_BYTES), PING)
                    .put(ping.id().bytes()).putLong(sessions.own()).putLong(sessions.peer()).putLong(++sequence)
                    .array();
            case ProbeMessage.Pong pong -> pong(pong);
        });
    }

    private static byte[] pong(ProbeMessage.Pong pong) {
        ByteBuffer out = head(PONG_BYTES + AddressBytes.MOST, PONG).put(pong.id().bytes());
        AddressBytes.put(out, pong.observed());
        byte[] plain = new byte[out.position()];
        out.flip().get(plain);
        return plain;
    }

    private static ByteBuffer head(int length, byte type) {
        return ByteBuffer.allocate(length).put((byte) 0).put(type).put(VERSION);
    }

    /** What the peer sealed; empty for all else. A ping of the shortest length says 0. */
    public Optional<ProbeMessage> open(byte[] envelope, Sessions sessions) {
        if (envelope.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return box.open(envelope).flatMap(plain -> read(plain, envelope.length, sessions));
        } catch (BufferUnderflowException | ValueFormatException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<ProbeMessage> read(ByteBuffer plain, int length, Sessions sessions) {
        byte type = plain.get();
        if (plain.get() != VERSION) {
            return Optional.empty();
        }
        byte[] id = new byte[ProbeMessage.ID_BYTES];
        plain.get(id);
        return switch (type) {
            case PING -> isNew(plain, sessions)
                    ? Optional.of(new ProbeMessage.Ping(Octets.of(id), length == SHORTEST_PING_BYTES ? 0 : length))
                    : Optional.empty();
            case PONG -> Optional.<ProbeMessage>of(new ProbeMessage.Pong(Octets.of(id), AddressBytes.get(plain)))
                    .filter(_ -> !plain.hasRemaining());
            default -> Optional.empty();
        };
    }

    private boolean isNew(ByteBuffer plain, Sessions sessions) {
        long from = plain.getLong();
        long to = plain.getLong();
        long number = plain.getLong();
        if (from == 0 || from != sessions.peer() || to != sessions.own()) {
            return false;
        }
        if (from != windowOf) {
            windowOf = from;
            window = new ReplayWindow();
        }
        return window.take(number);
    }

    @Override
    public void close() {
        box.close();
    }
}
