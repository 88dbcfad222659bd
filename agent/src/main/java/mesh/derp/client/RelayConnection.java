// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;

import mesh.derp.RelayPublicKey;
import mesh.derp.ServerInfoJson;

/** A connection that a relay admitted. One thread reads, one writes, any may close. */
final class RelayConnection implements AutoCloseable {
    /** What is written in one call, so in one TLS record or a few, where that much waits. */
    private static final int BATCH_BYTES = 1 << 14;

    private final Socket tcp;
    private final RelayStream stream;
    private final RelayPublicKey relayKey;
    private final ServerInfoJson info;
    private final Upgrade upgrade;

    RelayConnection(Socket tcp, RelayStream stream, RelayPublicKey relayKey, ServerInfoJson info, Upgrade upgrade) {
        this.tcp = tcp;
        this.stream = stream;
        this.relayKey = relayKey;
        this.info = info;
        this.upgrade = upgrade;
    }

    RelayStream stream() {
        return stream;
    }

    RelayPublicKey relayKey() {
        return relayKey;
    }

    ServerInfoJson info() {
        return info;
    }

    Upgrade upgrade() {
        return upgrade;
    }

    /** Writes what comes into {@code queue}, many frames at once where many wait, until interrupted or closed. */
    void writeFrom(PacketQueue queue) throws IOException, InterruptedException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream(2 * BATCH_BYTES);
        while (!tcp.isClosed()) {
            byte[] frame = batch.size() == 0 ? queue.take() : queue.poll();
            batch.writeBytes(frame);
            if (batch.size() >= BATCH_BYTES || frame.length == 0 && batch.size() > 0) {
                stream.write(batch);
                stream.flush();
                batch.reset();
            }
        }
    }

    /** Whether this host still has the address that the connection was made from; without it no packet comes any more. */
    boolean hasItsAddress() {
        try {
            return NetworkInterface.getByInetAddress(tcp.getLocalAddress()) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    /** At once, without TLS's farewell: a dead relay would not take it. */
    @Override
    public void close() {
        ConnectRace.closeQuietly(tcp);
    }
}
