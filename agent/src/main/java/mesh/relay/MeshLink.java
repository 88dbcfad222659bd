// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.MalformedFrameException;
import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.Protocol;
import mesh.derp.RelayPublicKey;

import org.jspecify.annotations.Nullable;

/**
 * This relay as a client of another one of the mesh: it watches who is there, and hands it packets for them. Two virtual
 * threads, one for each direction; connects again for ever.
 */
final class MeshLink implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    /** Twice the time after which a relay sends something. */
    private static final int READ_MILLIS = (int) (2 * Protocol.KEEP_ALIVE.toMillis());
    private static final long RETRY_MILLIS = 5000;
    private static final int QUEUE = 256;
    private static final int BUFFER = 64 << 10;
    private static final byte[] STOP = {};

    private final Relay relay;
    private final MeshLinks links;
    private final MeshPeer peer;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile @Nullable Socket socket;
    private volatile boolean up;
    private volatile boolean closed;

    private MeshLink(Relay relay, MeshLinks links, MeshPeer peer) {
        this.relay = relay;
        this.links = links;
        this.peer = peer;
    }

    static MeshLink start(Relay relay, MeshLinks links, MeshPeer peer) {
        MeshLink link = new MeshLink(relay, links, peer);
        Thread.ofVirtual().name("mesh-link " + peer.endpoint()).start(link::run);
        return link;
    }

    /** Queues a packet, over the oldest if there is no room. @return false if the other relay is not reached */
    boolean forward(RelayPublicKey source, RelayPublicKey destination, ByteBuffer packet) {
        if (!up) {
            return false;
        }
        byte[] frame = new Frame.ForwardPacket(source, destination, Octets.read(packet.slice())).encode();
        relay.metrics().increment(Counter.PACKETS_FORWARDED_OUT);
        while (!queue.offer(frame)) {
            byte[] oldest = queue.poll();
            if (oldest != null) {
                relay.metrics().dropped(Drop.QUEUE_HEAD, false, oldest.length);
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private void run() {
        while (!closed) {
            try (Socket open = MeshDialer.dial(peer, CONNECT_MILLIS)) {
                socket = open;
                open.setSoTimeout(CONNECT_MILLIS);
                open.setTcpNoDelay(true);
                serve(open);
            } catch (IOException | IllegalArgumentException failed) {
                relay.log().event("mesh-link-lost", "to", peer.endpoint(), "why", String.valueOf(failed.getMessage()));
            } finally {
                up = false;
                links.lost(this);
            }
            pause();
        }
    }

    private void serve(Socket open) throws IOException {
        DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(open.getInputStream(), BUFFER));
        OutputStream out = new BufferedOutputStream(open.getOutputStream(), BUFFER);
        upgrade(in, out);
        if (!(readFrame(in, new FrameReader()) instanceof Frame.ServerKey serverKey)) {
            throw new MalformedFrameException("no key of the relay");
        }
        if (serverKey.key().equals(relay.publicKey())) {
            relay.log().event("mesh-link-is-self", "to", peer.endpoint());
            closed = true;
            return;
        }
        try (NaclBox box = NaclBox.between(relay.settings().identity(), serverKey.key())) {
            Octets greeting = box.seal(relay.nonce(), greeting(serverKey.key()).encode());
            out.write(new Frame.ClientInfo(relay.publicKey(), greeting).encode());
        }
        out.write(new Frame.WatchConns().encode());
        out.flush();
        readAll(in, out, open);
    }

    /** The mesh key is shown to nobody who is known by a key of its own. */
    private ClientInfoJson greeting(RelayPublicKey found) throws IOException {
        if (peer.key().isEmpty()) {
            return ClientInfoJson.ofMeshPeer(
                    relay.settings().meshKey().orElseThrow(() -> new IOException("there is no mesh key")));
        }
        if (!peer.key().get().equals(found)) {
            throw new IOException("another relay answers, with key " + found);
        }
        return ClientInfoJson.ofClient();
    }

    private void readAll(DataInputStream in, OutputStream out, Socket open) throws IOException {
        FrameReader reader = new FrameReader();
        if (!(readFrame(in, reader) instanceof Frame.ServerInfo)) {
            throw new MalformedFrameException("no information about the relay");
        }
        open.setSoTimeout(READ_MILLIS);
        queue.clear();
        up = true;
        relay.log().event("mesh-link-up", "to", peer.endpoint());
        Thread writer = Thread.ofVirtual().name("mesh-link writer " + peer.endpoint()).start(() -> write(out));
        try {
            while (!closed) {
                take(readFrame(in, reader));
            }
        } finally {
            up = false;
            while (!queue.offer(STOP)) {
                queue.poll();
            }
            writer.interrupt();
        }
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.PeerPresent present -> {
                if ((present.flags() & Frame.PeerPresent.MESH_PEER) == 0) {
                    links.present(present.peer(), this);
                }
            }
            case Frame.PeerGone gone -> links.gone(gone.peer(), this);
            case Frame.Ping ping -> {
                if (!queue.offer(new Frame.Pong(ping.data()).encode())) {
                    relay.log().event("mesh-link-busy", "to", peer.endpoint());
                }
            }
            default -> {
            }
        }
    }

    private void write(OutputStream out) {
        try {
            for (byte[] frame = queue.take(); frame.length > 0; frame = queue.take()) {
                out.write(frame);
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException lost) {
            drop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void upgrade(DataInputStream in, OutputStream out) throws IOException {
        out.write(("GET " + Protocol.PATH + " HTTP/1.1\r\nHost: " + peer.endpoint() + "\r\nUpgrade: " + Protocol.UPGRADE
                + "\r\nConnection: Upgrade\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the relay answered " + mesh.value.ValueFormatException.printable(status));
        }
        for (int lines = 0; !line(in).isEmpty(); lines++) {
            if (lines > 32) {
                throw new IOException("the relay answered with too many headers");
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
            if (line.length() > 1024) {
                throw new IOException("the relay answered with a line that is too long");
            }
        }
        return line.toString().strip();
    }

    private static Frame readFrame(DataInputStream in, FrameReader reader) throws IOException {
        while (true) {
            byte[] header = in.readNBytes(Frame.HEADER_BYTES);
            if (header.length < Frame.HEADER_BYTES) {
                throw new IOException("the relay closed the connection");
            }
            ByteBuffer buffer = ByteBuffer.wrap(header);
            if (reader.next(buffer)) {
                return reader.frame();
            }
            int length = Math.max(0, ByteBuffer.wrap(header).getInt(1));
            ByteBuffer whole = ByteBuffer.allocate((buffer.hasRemaining() ? Frame.HEADER_BYTES : 0) + length);
            if (buffer.hasRemaining()) {
                whole.put(header);
            }
            in.readFully(whole.array(), whole.position(), length);
            if (reader.next(whole.position(0))) {
                return reader.frame();
            }
        }
    }

    private void drop() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyGone) {
                relay.log().event("close-failed", "to", peer.endpoint());
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS / 2 + ThreadLocalRandom.current().nextLong(RETRY_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
