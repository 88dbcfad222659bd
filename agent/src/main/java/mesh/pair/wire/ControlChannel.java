// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.pair.ControlMessage;
import mesh.value.ValueFormatException;

/**
 * The messages of one peer that go through relays, none of which is trusted. A message counts if it names this channel's
 * session as its receiver, once. A session of the peer that was superseded never comes back, since what it said may have been
 * recorded. Not safe for concurrent use.
 *
 * <p>Two agents find each other by a HELLO that names no session: it is answered by one that names the asker's, and that by
 * one that names both. The one that asks knows the other after one round trip, the other half a round trip later.
 */
public final class ControlChannel implements AutoCloseable {
    /** Nothing longer is looked at. */
    public static final int MOST_BYTES = 1024;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 1 + 1 + 3 * Long.BYTES;
    /** Superseded sessions of the peer that are remembered. */
    private static final int REMEMBERED = 1024;

    private final PairBox box;
    private final long session;
    private final Deque<Long> superseded = new ArrayDeque<>();
    private ReplayWindow window = new ReplayWindow();
    private long peerSession;
    private long sequence;

    /**
     * @param session of this channel: random, not 0; never used before, since its sequence and its window begin anew
     * @param random unpredictable
     * @throws IllegalArgumentException if {@code theirs} is the public half of {@code mine} or of small order
     */
    public ControlChannel(RelayPrivateKey mine, RelayPublicKey theirs, long session, RandomGenerator random) {
        if (session == 0) {
            throw new IllegalArgumentException("no session has the number 0");
        }
        this.box = new PairBox(mine, theirs, random);
        this.session = session;
    }

    /** For the peer's session that is known. Before there is one, only a HELLO is of use. */
    public byte[] seal(ControlMessage message) {
        return seal(message, peerSession);
    }

    /** The answer to {@link Opened#greet}. */
    public byte[] greeting(ControlMessage.Hello hello, long toSession) {
        return seal(hello, toSession);
    }

    private byte[] seal(ControlMessage message, long toSession) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + ControlBytes.MOST_BYTES);
        out.put((byte) 0).put(ControlBytes.type(message)).put(VERSION);
        out.putLong(session).putLong(toSession).putLong(++sequence);
        ControlBytes.put(out, message);
        byte[] plain = new byte[out.position()];
        out.flip().get(plain);
        return box.seal(plain);
    }

    /** Opens what came through a relay from whomever. */
    public Opened open(byte[] envelope) {
        if (envelope.length > MOST_BYTES) {
            return Opened.NOTHING;
        }
        try {
            return box.open(envelope).map(this::read).orElse(Opened.NOTHING);
        } catch (BufferUnderflowException | ValueFormatException notOurs) {
            return Opened.NOTHING;
        }
    }

    private Opened read(ByteBuffer plain) {
        byte type = plain.get();
        if (plain.get() != VERSION) {
            return Opened.NOTHING;
        }
        long from = plain.getLong();
        long to = plain.getLong();
        long number = plain.getLong();
        ControlMessage message = ControlBytes.get(type, plain);
        if (from == 0 || number <= 0 || superseded.contains(from)) {
            return Opened.NOTHING;
        }
        return to == session ? addressed(message, from, number) : strayed(from);
    }

    private Opened addressed(ControlMessage message, long from, long number) {
        boolean isNew = from != peerSession;
        if (isNew) {
            adopt(from);
        }
        if (!window.take(number)) {
            return Opened.NOTHING;
        }
        boolean asks = message instanceof ControlMessage.Hello hello && !hello.answer();
        return new Opened(Optional.of(message), isNew, isNew || asks ? OptionalLong.of(from) : OptionalLong.empty());
    }

    private void adopt(long from) {
        if (peerSession != 0) {
            superseded.addLast(peerSession);
        }
        if (superseded.size() > REMEMBERED) {
            superseded.removeFirst();
        }
        peerSession = from;
        window = new ReplayWindow();
    }

    /** It was meant for an earlier run of this agent, or for whichever there is: the peer does not know this one. */
    private static Opened strayed(long from) {
        return new Opened(Optional.empty(), false, OptionalLong.of(from));
    }

    /** As they are now: the peer's changes when its agent starts anew. */
    public Sessions sessions() {
        return new Sessions(session, peerSession);
    }

    /** Whether the peer's agent was heard since this one started. */
    public boolean isKnown() {
        return peerSession != 0;
    }

    @Override
    public void close() {
        box.close();
    }
}
