// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@link FloorRelay} as a process. Messages are a length in four bytes and so many bytes. */
record FloorServer(ServerProcess process, InetSocketAddress address) implements Server {

    /** How its clients cut their stream. */
    private static final class Lengths implements Framing {
        @Override
        public int frameBytes(ByteBuffer in) {
            return in.remaining() < Integer.BYTES ? -1 : Integer.BYTES + in.getInt(in.position());
        }

        @Override
        public int payloadAt(ByteBuffer in) {
            return Integer.BYTES;
        }
    }

    static FloorServer start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        int port = ServerProcess.freePort();
        return new FloorServer(ServerProcess.start(directory, port,
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp",
                        System.getProperty("java.class.path"), FloorRelay.class.getName(), Integer.toString(port))),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public Pair connect(int number) throws IOException {
        return new Pair(client(2 * number), client(2 * number + 1), new Lengths(), number(Pair.PACKET_BYTES));
    }

    private TlsClient client(int number) throws IOException {
        TlsClient client = TlsClient.connect(address);
        client.send(number(number));
        return client;
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Override
    public TlsClient connectIdle(int number) throws IOException {
        return client(number);
    }

    @Override
    public void close() {
        process.close();
    }
}
