// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

import mesh.http.WebSocketFrames;

import org.jspecify.annotations.Nullable;

/**
 * The way out of a connection: batches of its {@link Outbox}, in WebSocket frames if need be, then in TLS, then to the socket,
 * and what the socket refused. Any loop may write, under a lock that is held for one batch.
 */
final class WriteHalf {
    private final Connection connection;
    private final SocketChannel channel;
    private final Wire wire;
    private final Outbox outbox;

    // Under the lock.
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable ByteBuffer refused;
    private boolean webSocket;

    private volatile boolean blocked;
    private volatile long lastProgress;

    WriteHalf(Connection connection, SocketChannel channel, Wire wire, Outbox outbox) {
        this.connection = connection;
        this.channel = channel;
        this.wire = wire;
        this.outbox = outbox;
    }

    /** From here on everything is in WebSocket frames. */
    void becomeWebSocket() {
        writing.lock();
        webSocket = true;
        writing.unlock();
    }

    /** Whether the socket took nothing for so long, though there is something. */
    boolean isStuck(long nanos, long now) {
        return blocked && now - lastProgress > nanos;
    }

    /** Writes what waits, as far as the socket takes it. Whoever finds the lock taken leaves it to the holder. */
    void flush(Scratch scratch) {
        do {
            if (!writing.tryLock()) {
                return;
            }
            flushLocked(scratch);
        } while (outbox.isWaiting() && !blocked && !connection.isClosed());
    }

    /** The same, but waits for another loop that is writing, which is never long. */
    void flushWaiting(Scratch scratch) {
        writing.lock();
        flushLocked(scratch);
    }

    private void flushLocked(Scratch scratch) {
        try {
            while (writeRefused() && outbox.isWaiting() && !connection.isClosed()) {
                writeBatch(scratch);
            }
        } catch (IOException gone) {
            connection.fail(scratch, gone);
        } finally {
            writing.unlock();
        }
    }

    /** @return whether the socket took all that it had refused before */
    private boolean writeRefused() throws IOException {
        ByteBuffer before = refused;
        if (before == null) {
            return true;
        }
        if (channel.write(before) > 0) {
            lastProgress = System.nanoTime();
        }
        if (before.hasRemaining()) {
            connection.wantWrite();
            return false;
        }
        refused = null;
        blocked = false;
        return true;
    }

    private void writeBatch(Scratch scratch) throws IOException {
        ByteBuffer plain = scratch.plainOut.clear();
        plain.position(WebSocketFrames.MAX_HEADER);
        outbox.drainTo(plain, scratch.now);
        plain.limit(plain.position()).position(WebSocketFrames.MAX_HEADER);
        if (webSocket && plain.hasRemaining()) {
            ByteBuffer header = WebSocketFrames.binaryHeader(plain.remaining());
            int start = WebSocketFrames.MAX_HEADER - header.remaining();
            plain.put(start, header, 0, header.remaining()).position(start);
        }
        send(plain, scratch);
    }

    /** Under the lock. */
    private void send(ByteBuffer plain, Scratch scratch) throws IOException {
        ByteBuffer net = scratch.netOut.clear();
        wire.encrypt(plain, net);
        net.flip();
        if (refused == null) {
            channel.write(net);
        }
        if (net.hasRemaining()) {
            refuse(net);
        }
    }

    private void refuse(ByteBuffer net) throws IOException {
        ByteBuffer before = refused;
        int kept = before == null ? 0 : before.remaining();
        if (kept > Outbox.PACKET_BYTES) {
            throw new IOException("answers that are not read");
        }
        ByteBuffer all = ByteBuffer.allocate(kept + net.remaining());
        if (before != null) {
            all.put(before);
        }
        refused = all.put(net).flip();
        if (!blocked) {
            lastProgress = System.nanoTime();
            blocked = true;
        }
        connection.wantWrite();
    }

    /** Writes {@code plain} as it is, before anything that waits. */
    void writeNow(ByteBuffer plain, Scratch scratch) throws IOException {
        writing.lock();
        try {
            send(plain, scratch);
        } finally {
            writing.unlock();
        }
    }

    /** Says that nothing follows. */
    void end(Scratch scratch) throws IOException {
        writing.lock();
        try {
            ByteBuffer net = scratch.netOut.clear();
            wire.end(net);
            if (refused == null) {
                channel.write(net.flip());
            }
            channel.shutdownOutput();
        } finally {
            writing.unlock();
        }
    }
}
