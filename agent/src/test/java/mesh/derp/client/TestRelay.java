// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import mesh.derp.Frame;
import mesh.derp.NaclBox;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.derp.ServerInfoJson;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/** A relay of the least size, in clear text on loopback, which misbehaves as a test asks. */
final class TestRelay implements AutoCloseable {
    /** What is wrong with it. */
    enum Fault {
        NONE, REFUSES_UPGRADE, ANSWERS_NO_PING, SAYS_NOTHING
    }

    private final ServerSocket server;
    private final RelayPrivateKey key = RelayPrivateKey.generate(new SecureKeySource());
    private final Map<RelayPublicKey, RelayStream> clients = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final List<Frame> received = new CopyOnWriteArrayList<>();
    volatile Fault fault = Fault.NONE;

    private TestRelay(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    static TestRelay start() throws IOException {
        return at(0);
    }

    static TestRelay at(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        return new TestRelay(server);
    }

    int port() {
        return server.getLocalPort();
    }

    RelayPublicKey key() {
        return key.publicKey();
    }

    Relay relay(String name) {
        return new Relay(new NodeName(name), NetworkHost.parse("127.0.0.1"), new Port(port()),
                new RelaySecurity.Plain(), Optional.empty(), Optional.empty());
    }

    int clients() {
        return clients.size();
    }

    void toAll(Frame frame) throws IOException {
        for (RelayStream client : clients.values()) {
            write(client, frame);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            RelayStream stream = new RelayStream(socket.getInputStream(), socket.getOutputStream());
            String head = head(socket);
            if (fault == Fault.SAYS_NOTHING) {
                // Until the client has had enough of it.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            if (fault == Fault.REFUSES_UPGRADE && !head.contains("websocket")) {
                stream.write(HttpAnswer.request("HTTP/1.1 426 Upgrade Required", "Content-Length: 0"));
                return;
            }
            stream.write(HttpAnswer.request("HTTP/1.1 101 Switching Protocols", "Upgrade: DERP"));
            write(stream, new Frame.ServerKey(key.publicKey()));
            stream.next();
            RelayPublicKey client = greet(stream);
            clients.put(client, stream);
            try {
                while (true) {
                    stream.next();
                    take(client, stream);
                }
            } finally {
                clients.remove(client, stream);
            }
        } catch (IOException ended) {
            return;
        }
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }

    private RelayPublicKey greet(RelayStream stream) throws IOException {
        Frame.ClientInfo info = (Frame.ClientInfo) stream.frame();
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try (NaclBox box = NaclBox.between(key, info.client())) {
            if (box.open(info.box()).isEmpty()) {
                throw new IOException("not the client's key");
            }
            write(stream, new Frame.ServerInfo(box.seal(nonce, ServerInfoJson.ofServer().encode())));
        }
        return info.client();
    }

    private void take(RelayPublicKey client, RelayStream stream) throws IOException {
        Frame frame = stream.frame();
        received.add(frame);
        switch (frame) {
            case Frame.Ping ping when fault != Fault.ANSWERS_NO_PING -> write(stream, new Frame.Pong(ping.data()));
            case Frame.SendPacket send when clients.get(send.destination()) != null ->
                write(clients.get(send.destination()), new Frame.RecvPacket(client, send.packet()));
            default -> {
                // Counted above.
            }
        }
    }

    private static void write(RelayStream stream, Frame frame) throws IOException {
        synchronized (stream) {
            stream.write(frame.encode());
            stream.flush();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    /** Drops all connections and takes no more. */
    void kill() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
