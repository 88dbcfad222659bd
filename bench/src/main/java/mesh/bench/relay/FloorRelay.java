// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.SwappableIdentity;

/**
 * The least that a relay can do: TLS from the one client, TLS to the other, a thread for each pair, with Java's own engine. It knows no
 * protocol: clients say their number, and what an even one sends goes to the next.
 */
final class FloorRelay {
    /** Less than what Java's engine takes into one record, which is 17 bytes less than TLS allows. */
    private static final int RECORD = 16_000;

    /** Those who came first, by the number of their pair. */
    private final Map<Integer, TlsClient> waiting = new ConcurrentHashMap<>();
    private final SwappableIdentity identity = new SwappableIdentity(CertificateMaker.selfSigned(
            List.of(new NetworkHost.Literal(IpAddress.parse("127.0.0.1"))), Instant.now(), Duration.ofDays(1)));

    private FloorRelay() {}

    /** The argument is a port on loopback. */
    public static void main(String[] args) throws IOException {
        FloorRelay relay = new FloorRelay();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
            while (true) {
                SocketChannel channel = server.accept();
                Thread.ofPlatform().daemon().start(() -> relay.serve(channel));
            }
        }
    }

    /** A connection that says nothing only asked whether somebody listens. */
    private void serve(SocketChannel channel) {
        try {
            TlsClient client = TlsClient.accept(channel, identity.newEngine());
            ByteBuffer in = client.buffered();
            while (in.remaining() < Integer.BYTES) {
                client.keepRest();
                in = client.read();
            }
            int number = in.getInt();
            client.keepRest();
            TlsClient other = waiting.putIfAbsent(number / 2, client);
            if (other != null) {
                forward(number % 2 == 0 ? client : other, number % 2 == 0 ? other : client);
            }
        } catch (IOException gone) {
            // The end of this pair.
        }
    }

    private static void forward(TlsClient from, TlsClient to) throws IOException {
        while (true) {
            ByteBuffer in = from.read();
            while (in.hasRemaining()) {
                int length = Math.min(RECORD, in.remaining());
                to.queue(in.slice(in.position(), length));
                to.flush();
                in.position(in.position() + length);
            }
            from.keepRest();
        }
    }
}
