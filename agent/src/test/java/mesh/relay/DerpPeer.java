// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.key.SecureKeySource;

/** The least that speaks DERP to a relay, by one blocking socket. One thread may send while another receives. */
final class DerpPeer implements AutoCloseable {
    /** Small, so that thousands fit into a test. */
    private static final int BUFFER = 8 << 10;

    final RelayPrivateKey key;
    final Socket socket;
    final DataInputStream in;
    final OutputStream out;
    private final FrameReader reader = new FrameReader();
    private byte[] buffer = new byte[Frame.HEADER_BYTES];

    private DerpPeer(RelayPrivateKey key, Socket socket) throws IOException {
        this.key = key;
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    static RelayPrivateKey newKey() {
        return RelayPrivateKey.generate(new SecureKeySource());
    }

    /** Connected, with nothing said. */
    static DerpPeer open(InetSocketAddress relay, boolean tls, RelayPrivateKey key) throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.connect(relay, 5000);
        plain.setSoTimeout(20_000);
        if (!tls) {
            return new DerpPeer(key, plain);
        }
        SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket(plain, "relay.test", relay.getPort(),
                true);
        socket.startHandshake();
        return new DerpPeer(key, socket);
    }

    /** Logged in. */
    static DerpPeer login(InetSocketAddress relay, boolean tls, RelayPrivateKey key, ClientInfoJson info)
            throws IOException {
        DerpPeer peer = open(relay, tls, key);
        try {
            peer.upgrade();
            peer.greet(info);
            peer.expect(Frame.ServerInfo.class);
            return peer;
        } catch (IOException refused) {
            peer.close();
            throw refused;
        }
    }

    static DerpPeer login(InetSocketAddress relay, boolean tls, RelayPrivateKey key) throws IOException {
        return login(relay, tls, key, ClientInfoJson.ofClient());
    }

    void upgrade() throws IOException {
        write("GET /derp HTTP/1.1\r\nHost: relay\r\nUpgrade: DERP\r\nConnection: Upgrade\r\n\r\n");
        String head = head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the relay answered " + head);
        }
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    void greet(ClientInfoJson info) throws IOException {
        RelayPublicKey server = expect(Frame.ServerKey.class).key();
        out.write(greeting(key, server, info));
        out.flush();
    }

    static byte[] greeting(RelayPrivateKey key, RelayPublicKey server, ClientInfoJson info) {
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        Octets box = NaclBox.between(key, server).seal(nonce, info.encode());
        return new Frame.ClientInfo(key.publicKey(), box).encode();
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void send(Frame frame) throws IOException {
        out.write(frame.encode());
        out.flush();
    }

    void send(RelayPublicKey to, byte[] packet) throws IOException {
        send(new Frame.SendPacket(to, Octets.of(packet)));
    }

    /** The next frame that is not a KeepAlive. */
    Frame receive() throws IOException {
        while (true) {
            in.readFully(buffer, 0, Frame.HEADER_BYTES);
            int length = ByteBuffer.wrap(buffer).getInt(1);
            if (buffer.length < Frame.HEADER_BYTES + length) {
                buffer = java.util.Arrays.copyOf(buffer, Frame.HEADER_BYTES + length);
            }
            in.readFully(buffer, Frame.HEADER_BYTES, length);
            if (reader.next(ByteBuffer.wrap(buffer, 0, Frame.HEADER_BYTES + length))
                    && !(reader.frame() instanceof Frame.KeepAlive)) {
                return Frame.decode(reader.type(), reader.payload().rewind());
            }
        }
    }

    <T extends Frame> T expect(Class<T> type) throws IOException {
        Frame frame = receive();
        if (!type.isInstance(frame)) {
            throw new IOException("expected " + type.getSimpleName() + ", not " + frame);
        }
        return type.cast(frame);
    }

    /** Whether the relay closes the connection before it says anything more. */
    boolean isClosedByRelay() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Takes any certificate. */
    static javax.net.ssl.SSLSocketFactory trustingFactory() {
        return TRUSTING.getSocketFactory();
    }

    private static final SSLContext TRUSTING = trusting();

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
            }}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
