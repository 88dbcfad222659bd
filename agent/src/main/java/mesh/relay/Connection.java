// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: reads by its own loop, writes by any loop, see {@link WriteHalf}. Whatever goes wrong with it closes
 * it and touches nobody else.
 */
final class Connection implements EventLoop.Ready {
    private static final byte[] NOTHING = {};

    private final Relay relay;
    private final EventLoop loop;
    private final SocketChannel channel;
    private final Wire wire;
    private final InetSocketAddress peer;
    private final Outbox outbox;
    private final WriteHalf out;

    // Of the loop's thread.
    private @Nullable SelectionKey key;
    private Stage stage;
    private byte[] netRest = NOTHING;
    private byte[] plainRest = NOTHING;
    private long deadline;
    private boolean hasDeadline;
    private boolean tasking;
    private boolean versionCounted;
    private long pausedUntil;
    private boolean paused;

    private volatile boolean closed;
    private volatile long writeTime;
    private volatile @Nullable Scratch toucher;

    Connection(Relay relay, EventLoop loop, SocketChannel channel, Wire wire, InetSocketAddress peer) {
        this.relay = relay;
        this.loop = loop;
        this.channel = channel;
        this.wire = wire;
        this.peer = peer;
        this.outbox = new Outbox(relay.metrics());
        this.out = new WriteHalf(this, channel, wire, outbox);
        this.stage = new HttpStage(relay, this);
        this.writeTime = relay.patience().write().toNanos();
    }

    /** Starts to read, on the loop's thread. */
    void start(Scratch scratch) {
        try {
            loop.adopt(this);
            expectWithin(relay.patience().login().toNanos(), scratch.now);
            key = loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException gone) {
            close(scratch, "gone");
        }
    }

    InetSocketAddress peer() {
        return peer;
    }

    EventLoop loop() {
        return loop;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes the connection unless it is called again within {@code nanos}; 0 takes the deadline away. */
    void expectWithin(long nanos, long now) {
        hasDeadline = nanos > 0;
        deadline = now + nanos;
    }

    void setWriteTime(long nanos) {
        writeTime = nanos;
    }

    /** Reads nothing for so long. */
    void pauseReading(long nanos, long now) {
        SelectionKey registered = key;
        pausedUntil = now + nanos;
        if (!paused && registered != null && registered.isValid()) {
            paused = true;
            loop.paused(1);
            registered.interestOpsAnd(~SelectionKey.OP_READ);
        }
    }

    boolean touchedBy(Scratch scratch) {
        boolean touched = toucher == scratch;
        toucher = scratch;
        return touched;
    }

    void untouch(Scratch scratch) {
        if (toucher == scratch) {
            toucher = null;
        }
    }

    @Override
    public void ready(SelectionKey ready, Scratch scratch) {
        try {
            if (ready.isWritable()) {
                ready.interestOpsAnd(~SelectionKey.OP_WRITE);
                flush(scratch);
            }
            if (ready.isValid() && ready.isReadable() && !tasking) {
                read(scratch);
            }
        } catch (IOException garbageOrGone) {
            fail(scratch, garbageOrGone);
        }
    }

    @Override
    public void broken(Scratch scratch, RuntimeException bug) {
        if (!(bug instanceof java.nio.channels.CancelledKeyException)) {
            relay.log().event("bug", "from", Relay.text(peer), "what", bug);
        }
        close(scratch, "gone");
    }

    private void read(Scratch scratch) throws IOException {
        ByteBuffer net = scratch.netIn.clear().put(netRest);
        int got = channel.read(net);
        if (got < 0) {
            close(scratch, "left");
            return;
        }
        scratch.gathering.read(got);
        decryptAll(net.flip(), scratch);
    }

    private void decryptAll(ByteBuffer net, Scratch scratch) throws IOException {
        ByteBuffer plain = scratch.plainIn.clear().put(plainRest);
        while (!closed) {
            switch (wire.decrypt(net, plain)) {
                case PROGRESS -> receive(plain, scratch);
                case WRAP -> out.writeNow(ByteBuffer.allocate(0), scratch);
                case TASK -> {
                    keepRests(net, plain);
                    runTask();
                    return;
                }
                case STARVED -> {
                    keepRests(net, plain);
                    return;
                }
                case CLOSED -> close(scratch, "left");
            }
        }
    }

    private void receive(ByteBuffer plain, Scratch scratch) throws IOException {
        if (!versionCounted && wire.isReady()) {
            versionCounted = true;
            wire.version().ifPresent(version -> relay.metrics()
                    .increment(version.equals("TLSv1.3") ? Counter.TLS_VERSION_13 : Counter.TLS_VERSION_12));
        }
        plain.flip();
        Stage next = stage.receive(plain, scratch);
        while (next != stage && !closed) {
            stage = next;
            next = stage.receive(plain, scratch);
        }
        if (plain.remaining() > stage.maxIncomplete()) {
            throw new IOException("a message that is too long at this stage");
        }
        plain.compact();
    }

    private void keepRests(ByteBuffer net, ByteBuffer plain) {
        netRest = rest(net);
        plainRest = rest(plain.flip());
    }

    private static byte[] rest(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return NOTHING;
        }
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }

    private void runTask() {
        tasking = true;
        SelectionKey registered = key;
        if (registered != null) {
            registered.interestOpsAnd(~SelectionKey.OP_READ);
        }
        relay.runHandshake(() -> {
            wire.task().ifPresent(Runnable::run);
            loop.execute(this::resume);
        });
    }

    private void resume(Scratch scratch) {
        tasking = false;
        SelectionKey registered = key;
        if (closed || registered == null || !registered.isValid()) {
            return;
        }
        registered.interestOpsOr(SelectionKey.OP_READ);
        try {
            decryptAll(scratch.netIn.clear().put(netRest).flip(), scratch);
        } catch (IOException garbageOrGone) {
            fail(scratch, garbageOrGone);
        } catch (RuntimeException bug) {
            broken(scratch, bug);
        }
    }

    /** Writes what waits, as far as the socket takes it. */
    void flush(Scratch scratch) {
        out.flush(scratch);
    }

    /** The way out. */
    WriteHalf out() {
        return out;
    }

    /** Makes the loop call {@link #flush} when the socket takes something again. */
    void wantWrite() {
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOpsOr(SelectionKey.OP_WRITE);
            loop.wakeUp();
        }
    }

    /** Ends it in order: says so, and gives the peer a moment to read what was said. */
    Stage end(Scratch scratch) throws IOException {
        out.end(scratch);
        expectWithin(relay.patience().write().toNanos(), scratch.now);
        return new EndedStage();
    }

    void tick(Scratch scratch) {
        if (hasDeadline && scratch.now - deadline > 0) {
            if (!(stage instanceof EndedStage)) {
                relay.metrics().increment(Counter.LOGINS_TIMED_OUT);
            }
            close(scratch, "too slow to log in");
        } else if (out.isStuck(writeTime, scratch.now)) {
            relay.metrics().increment(Counter.SCLIENT_WRITE_TIMEOUTS);
            close(scratch, "does not read");
        } else if (paused && scratch.now - pausedUntil >= 0) {
            unpause();
        }
        stage.tick(scratch);
    }

    private void unpause() {
        paused = false;
        loop.paused(-1);
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    /** Closes it for what came in or for a socket that is gone. */
    void fail(Scratch scratch, IOException why) {
        if (why instanceof mesh.derp.MalformedFrameException || why instanceof mesh.http.HttpFormatException
                || why instanceof javax.net.ssl.SSLException) {
            relay.metrics().increment(Counter.MALFORMED_CONNECTIONS);
            relay.log().stranger("garbage", "from", Relay.text(peer), "why", String.valueOf(why.getMessage()));
        }
        close(scratch, "gone");
    }

    /** From any loop; the rest is done by its own. */
    void close(Scratch scratch, String why) {
        if (closed) {
            return;
        }
        if (!loop.isCurrent()) {
            loop.execute(own -> close(own, why));
            return;
        }
        closed = true;
        if (paused) {
            unpause();
        }
        loop.forget(this);
        outbox.close();
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            relay.log().event("close-failed", "from", peer);
        }
        relay.connectionClosed(this);
        stage.closed(scratch);
        relay.closedBecause(stage, why);
    }
}
