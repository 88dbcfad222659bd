// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A TLS 1.3 connection, with one cipher for all servers and any certificate. It waits until {@link #stopWaiting}. For one
 * thread.
 */
final class TlsClient implements AutoCloseable {
    private static final int RECORD = 17 << 10;
    private static final int BUFFER = 48 << 10;
    /** What is left of a message, a full input buffer, and the largest record. */
    private static final int PLAIN = BUFFER + 2 * RECORD;
    private static final String CIPHER = "TLS_AES_128_GCM_SHA256";
    private static final SSLContext TRUSTING = trusting();

    private final SocketChannel channel;
    private final SSLEngine engine;
    private ByteBuffer netIn = ByteBuffer.allocate(RECORD);
    private ByteBuffer plainIn = ByteBuffer.allocate(RECORD);
    private ByteBuffer out = ByteBuffer.allocate(RECORD);

    private TlsClient(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    static TlsClient connect(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        SSLEngine engine = TRUSTING.createSSLEngine("127.0.0.1", server.getPort());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[]{"TLSv1.3"});
        engine.setEnabledCipherSuites(new String[]{CIPHER});
        TlsClient client = new TlsClient(channel, engine);
        client.handshake();
        return client;
    }

    /** The other end of such a connection. What came with the end of the handshake is {@link #buffered}. */
    static TlsClient accept(SocketChannel channel, SSLEngine engine) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        TlsClient server = new TlsClient(channel, engine);
        server.handshake();
        // All that one read brings has room at once, so that no record is left to wait for the next.
        server.plainIn = larger(server.plainIn, PLAIN);
        server.decrypt();
        return server;
    }

    private void handshake() throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> {
                    queue(ByteBuffer.allocate(0));
                    flush();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> step();
                case NEED_TASK -> engine.getDelegatedTask().run();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /** Decrypts one record, and reads if there is none. */
    private void step() throws IOException {
        netIn.flip();
        SSLEngineResult result = engine.unwrap(netIn, plainIn);
        netIn.compact();
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && channel.read(netIn) < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    /** From here on {@link #read} and {@link #flush} do what they can at once. */
    SocketChannel stopWaiting() throws IOException {
        netIn = larger(netIn, BUFFER);
        plainIn = larger(plainIn, PLAIN);
        out = larger(out, BUFFER);
        channel.configureBlocking(false);
        return channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** The buffers of a client that only holds its connection are not needed. */
    void rest() {
        netIn = ByteBuffer.allocate(0);
        plainIn = netIn;
        out = netIn;
    }

    private static ByteBuffer larger(ByteBuffer small, int capacity) {
        return ByteBuffer.allocate(capacity).put(small.flip());
    }

    boolean hasRoom() {
        return out.remaining() >= RECORD && out.position() < out.capacity() / 2;
    }

    boolean hasQueued() {
        return out.position() > 0;
    }

    /** Puts {@code plain} into a record of its own. */
    void queue(ByteBuffer plain) throws IOException {
        SSLEngineResult result = engine.wrap(plain, out);
        if (result.getStatus() != SSLEngineResult.Status.OK || plain.hasRemaining()) {
            throw new IOException("cannot encrypt: " + result);
        }
    }

    /** Writes what is queued, as far as the socket takes it. */
    void flush() throws IOException {
        out.flip();
        channel.write(out);
        out.compact();
    }

    /** Sends {@code message} while the connection still waits. */
    void send(byte[] message) throws IOException {
        queue(ByteBuffer.wrap(message));
        flush();
    }

    /** What came and was not yet consumed; {@link #keepRest} is to follow. Of a connection that waits, at least something. */
    ByteBuffer read() throws IOException {
        do {
            if (channel.read(netIn) < 0) {
                throw new EOFException("the server closed the connection");
            }
            decrypt();
        } while (channel.isBlocking() && plainIn.position() == 0);
        return plainIn.flip();
    }

    /** What is buffered, without reading. */
    ByteBuffer buffered() {
        return plainIn.flip();
    }

    void keepRest() {
        plainIn.compact();
    }

    /** Instead of {@link #keepRest}: nothing of it is wanted. */
    void forget() {
        plainIn.clear();
    }

    private void decrypt() throws IOException {
        netIn.flip();
        SSLEngineResult result;
        do {
            result = engine.unwrap(netIn, plainIn);
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                queue(ByteBuffer.allocate(0));
            }
        } while (result.getStatus() == SSLEngineResult.Status.OK && netIn.hasRemaining());
        netIn.compact();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new X509TrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type) {}

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type) {}

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }
}
