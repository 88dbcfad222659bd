// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.FrameType;
import mesh.derp.GoneReason;
import mesh.derp.MalformedFrameException;
import mesh.derp.Packets;
import mesh.derp.Protocol;
import mesh.derp.RelayPublicKey;

/**
 * A client that is logged in, or another relay. Frames come in on its own loop; {@link #deliver} is called by the loop of
 * whoever sends.
 */
final class Session implements Stage {
    /** How often a client is told that a peer is not here: three at once, then one a second. */
    private static final int NOT_HERE_BURST = 3;
    private static final long KEEP_ALIVE_JITTER_MILLIS = 5000;
    private static final byte[] KEEP_ALIVE = new Frame.KeepAlive().encode();

    private final Relay relay;
    private final Connection connection;
    private final RelayPublicKey key;
    private final String name;
    private final InetSocketAddress address;
    private final int flags;
    private final FrameReader reader = new FrameReader();
    private final TokenBucket notHere;
    /** Who was sent something, and is told when this client leaves. */
    private final Set<RelayPublicKey> recipients = new HashSet<>(4);
    /**
     * The latest of them, at first the client itself: packets come in runs for one destination, whose key is then neither
     * copied nor hashed again.
     */
    private RelayPublicKey lastRecipient;
    private TokenBucket allowance;
    private Limits allowanceOf;
    private long nextKeepAlive;
    private long lastPong;
    private boolean home;
    private boolean gone;

    /** Set by {@link Clients} while others are connected by the same key. */
    volatile boolean duplicate;

    Session(Relay relay, Connection connection, RelayPublicKey key, String name, InetSocketAddress address, int flags,
            long now) {
        this.relay = relay;
        this.connection = connection;
        this.key = key;
        this.lastRecipient = key;
        this.name = name;
        this.address = address;
        this.flags = flags;
        this.notHere = new TokenBucket(1, NOT_HERE_BURST, now);
        this.allowanceOf = relay.settings().limits();
        this.allowance = new TokenBucket(allowanceOf.bytesPerSecond(), allowanceOf.burstBytes(), now);
        this.lastPong = now - 1_000_000_000;
        scheduleKeepAlive(now);
        if (isMeshPeer()) {
            connection.setWriteTime(allowanceOf.patience().meshWrite().toNanos());
        }
    }

    RelayPublicKey key() {
        return key;
    }

    String name() {
        return name;
    }

    Connection connection() {
        return connection;
    }

    boolean isMeshPeer() {
        return (flags & Frame.PeerPresent.MESH_PEER) != 0;
    }

    boolean isIdeal() {
        return (flags & Frame.PeerPresent.NOT_IDEAL) == 0;
    }

    /** What mesh peers are told of this client. */
    byte[] presence() {
        return new Frame.PeerPresent(key, java.util.Optional.of(address), flags).encode();
    }

    @Override
    public int maxIncomplete() {
        return Frame.HEADER_BYTES + FrameType.FORWARD_PACKET.maxPayload();
    }

    @Override
    public Stage receive(ByteBuffer in, Scratch scratch) throws IOException {
        int before = in.remaining();
        long unknown = reader.unknownFrames();
        while (reader.next(in)) {
            take(reader.type(), reader.payload(), scratch);
        }
        relay.metrics().add(Counter.UNKNOWN_FRAMES, reader.unknownFrames() - unknown);
        payFor(before - in.remaining(), scratch);
        return this;
    }

    private void take(FrameType type, ByteBuffer payload, Scratch scratch) throws MalformedFrameException {
        switch (type) {
            case SEND_PACKET -> send(payload, scratch);
            case FORWARD_PACKET -> forward(payload, scratch);
            case PING -> ping(payload.getLong(), scratch);
            case NOTE_PREFERRED -> notePreferred(reader.frame());
            case WATCH_CONNS -> {
                meshOnly(type);
                relay.clients().watch(this, scratch);
            }
            case CLOSE_PEER -> {
                meshOnly(type);
                relay.clients().closeAll(RelayPublicKey.read(payload), scratch);
            }
            case PONG, KEEP_ALIVE -> {
            }
            case SERVER_KEY, CLIENT_INFO, SERVER_INFO, RECV_PACKET, PEER_GONE, PEER_PRESENT, HEALTH, RESTARTING ->
                throw new MalformedFrameException("a " + type + ", which clients do not send");
        }
    }

    private void send(ByteBuffer payload, Scratch scratch) {
        RelayPublicKey destination = destination(payload);
        boolean disco = isDisco(payload);
        relay.metrics().received(disco, payload.remaining());
        if (duplicate) {
            relay.clients().activate(this);
        }
        Session receiver = relay.clients().find(destination);
        if (receiver != null) {
            remember(receiver.key());
            receiver.deliver(key, payload, disco, scratch);
        } else if (!relay.meshLinks().forward(key, destination, payload, scratch.now)) {
            relay.metrics().dropped(Drop.UNKNOWN_DEST, disco, payload.remaining());
            sayNotHere(destination, disco, scratch);
        }
    }

    private RelayPublicKey destination(ByteBuffer payload) {
        if (lastRecipient.isNext(payload)) {
            payload.position(payload.position() + RelayPublicKey.BYTES);
            return lastRecipient;
        }
        return RelayPublicKey.read(payload);
    }

    private void remember(RelayPublicKey recipient) {
        if (!recipient.equals(lastRecipient)) {
            lastRecipient = recipient;
            recipients.add(recipient);
        }
    }

    private void sayNotHere(RelayPublicKey destination, boolean disco, Scratch scratch) {
        if (disco && notHere.tryTake(scratch.now)) {
            relay.metrics().increment(Counter.PEER_GONE_NOT_HERE_FRAMES);
            control(new Frame.PeerGone(destination, GoneReason.NOT_HERE).encode(), scratch);
        }
    }

    private void forward(ByteBuffer payload, Scratch scratch) throws MalformedFrameException {
        meshOnly(FrameType.FORWARD_PACKET);
        RelayPublicKey source = RelayPublicKey.read(payload);
        RelayPublicKey destination = RelayPublicKey.read(payload);
        boolean disco = isDisco(payload);
        relay.metrics().received(disco, payload.remaining());
        relay.metrics().increment(Counter.PACKETS_FORWARDED_IN);
        Session receiver = relay.clients().find(destination);
        if (receiver == null) {
            relay.metrics().dropped(Drop.UNKNOWN_DEST_ON_FWD, disco, payload.remaining());
        } else {
            receiver.deliver(source, payload, disco, scratch);
        }
    }

    /** Queues a packet for this client. If there is no room, what waits is written first; what the socket refuses is dropped, oldest first. */
    void deliver(RelayPublicKey source, ByteBuffer packet, boolean disco, Scratch scratch) {
        byte[] frame = new byte[Frame.HEADER_BYTES + RelayPublicKey.BYTES + packet.remaining()];
        ByteBuffer out = ByteBuffer.wrap(frame).put((byte) FrameType.RECV_PACKET.code())
                .putInt(frame.length - Frame.HEADER_BYTES);
        source.write(out);
        out.put(packet);
        Outbox outbox = connection.outbox();
        if (!outbox.offer(frame, disco, scratch.now)) {
            connection.out().flushWaiting(scratch);
            outbox.offerOverOldest(frame, disco, scratch.now);
        }
        scratch.touch(connection);
    }

    /** Queues a frame that is not a packet. A client that lets thousands of them wait is not reading. */
    void control(byte[] frame, Scratch scratch) {
        if (connection.outbox().offerControl(frame)) {
            scratch.touch(connection);
        } else {
            connection.close(scratch, "does not read");
        }
    }

    /** Answers at most ten a second. */
    private void ping(long data, Scratch scratch) {
        relay.metrics().increment(Counter.GOT_PING);
        if (scratch.now - lastPong > 100_000_000) {
            lastPong = scratch.now;
            relay.metrics().increment(Counter.SENT_PONG);
            control(new Frame.Pong(data).encode(), scratch);
        }
    }

    private void notePreferred(Frame frame) {
        boolean preferred = frame instanceof Frame.NotePreferred note && note.preferred();
        if (preferred != home) {
            home = preferred;
            relay.metrics().add(Counter.GAUGE_CURRENT_HOME_CONNECTIONS, home ? 1 : -1);
            relay.metrics().increment(home ? Counter.HOME_MOVES_IN : Counter.HOME_MOVES_OUT);
        }
    }

    private void payFor(int bytes, Scratch scratch) {
        Limits limits = relay.settings().limits();
        if (limits.bytesPerSecond() == 0 || isMeshPeer() || bytes == 0) {
            return;
        }
        if (!limits.equals(allowanceOf)) {
            allowanceOf = limits;
            allowance = new TokenBucket(limits.bytesPerSecond(), limits.burstBytes(), scratch.now);
        }
        long wait = allowance.take(bytes, scratch.now);
        if (wait > 0) {
            relay.metrics().increment(Counter.RATE_LIMIT_PAUSES);
            connection.pauseReading(wait, scratch.now);
        }
    }

    @Override
    public void tick(Scratch scratch) {
        if (scratch.now - nextKeepAlive > 0) {
            scheduleKeepAlive(scratch.now);
            control(KEEP_ALIVE, scratch);
        }
    }

    private void scheduleKeepAlive(long now) {
        long jitter = ThreadLocalRandom.current().nextLong(KEEP_ALIVE_JITTER_MILLIS);
        nextKeepAlive = now + (Protocol.KEEP_ALIVE.toMillis() + jitter) * 1_000_000;
    }

    @Override
    public void closed(Scratch scratch) {
        if (gone) {
            return;
        }
        gone = true;
        if (home) {
            relay.metrics().add(Counter.GAUGE_CURRENT_HOME_CONNECTIONS, -1);
        }
        if (relay.clients().remove(this, scratch)) {
            byte[] frame = new Frame.PeerGone(key, GoneReason.DISCONNECTED).encode();
            for (RelayPublicKey recipient : recipients) {
                Session other = relay.clients().find(recipient);
                if (other != null) {
                    relay.metrics().increment(Counter.PEER_GONE_DISCONNECTED_FRAMES);
                    other.control(frame, scratch);
                }
            }
        }
    }

    private void meshOnly(FrameType type) throws MalformedFrameException {
        if (!isMeshPeer()) {
            throw new MalformedFrameException("a " + type + " from " + name + ", which is no relay of the mesh");
        }
    }

    private static boolean isDisco(ByteBuffer packet) {
        return Packets.isDisco(packet, packet.position(), packet.remaining());
    }
}
