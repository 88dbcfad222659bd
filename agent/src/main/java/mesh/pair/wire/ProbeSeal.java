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
 * The messages of one peer that go beside the tunnel. It remembers nothing: a pong counts by its random id, and a ping that
 * comes twice costs a second pong. Safe for concurrent use where its randomness is.
 */
public final class ProbeSeal implements AutoCloseable {
    /** What UDP carries over IPv4 at the most. */
    public static final int MOST_BYTES = 65_507;

    private static final byte PING = 0x41;
    private static final byte PONG = 0x42;
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 3;
    private static final int PING_BYTES = HEAD_BYTES + ProbeMessage.ID_BYTES;

    /** The length of the shortest ping. */
    public static final int SHORTEST_PING_BYTES = Envelope.EMPTY_BYTES + PING_BYTES;

    private final PairBox box;

    /** @throws IllegalArgumentException if {@code theirs} is the public half of {@code mine} or of small order */
    public ProbeSeal(RelayPrivateKey mine, RelayPublicKey theirs, RandomGenerator random) {
        this.box = new PairBox(mine, theirs, random);
    }

    /** A ping that asks for less than {@link #SHORTEST_PING_BYTES} is as long as that. */
    public byte[] seal(ProbeMessage message) {
        return box.seal(switch (message) {
            case ProbeMessage.Ping ping -> head(Math.max(PING_BYTES, ping.length() - Envelope.EMPTY_BYTES), PING)
                    .put(ping.id().bytes()).array();
            case ProbeMessage.Pong pong -> pong(pong);
        });
    }

    private static byte[] pong(ProbeMessage.Pong pong) {
        ByteBuffer out = head(PING_BYTES + AddressBytes.MOST, PONG).put(pong.id().bytes());
        AddressBytes.put(out, pong.observed());
        byte[] plain = new byte[out.position()];
        out.flip().get(plain);
        return plain;
    }

    private static ByteBuffer head(int length, byte type) {
        return ByteBuffer.allocate(length).put((byte) 0).put(type).put(VERSION);
    }

    /** What the peer sealed; empty for all else. A ping of the shortest length says 0. */
    public Optional<ProbeMessage> open(byte[] envelope) {
        if (envelope.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return box.open(envelope).flatMap(plain -> read(plain, envelope.length));
        } catch (BufferUnderflowException | ValueFormatException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<ProbeMessage> read(ByteBuffer plain, int length) {
        byte type = plain.get();
        if (plain.get() != VERSION) {
            return Optional.empty();
        }
        byte[] id = new byte[ProbeMessage.ID_BYTES];
        plain.get(id);
        return switch (type) {
            case PING -> Optional.of(new ProbeMessage.Ping(Octets.of(id), length == SHORTEST_PING_BYTES ? 0 : length));
            case PONG -> Optional.<ProbeMessage>of(new ProbeMessage.Pong(Octets.of(id), AddressBytes.get(plain)))
                    .filter(_ -> !plain.hasRemaining());
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        box.close();
    }
}
