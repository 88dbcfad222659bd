// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Over loopback; a listener whose queue is full stands for an address from which nothing comes back. */
class ConnectRaceTest {
    private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress V6 = InetAddress.ofLiteral("::1");

    private static ServerSocket listen(InetAddress address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(address, port), 1);
        return server;
    }

    private static long deadline(long millis) {
        return System.nanoTime() + millis * 1_000_000;
    }

    /** Fills the queue of a listener that accepts nothing, so that more connections get no answer. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(server.getLocalSocketAddress(), 300);
                sockets.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return sockets;
            }
        }
    }

    @Test
    void ipv6WinsWhereBothAnswer() throws Exception {
        try (ServerSocket v6 = listen(V6, 0);
                ServerSocket v4 = listen(V4, v6.getLocalPort());
                Socket won = ConnectRace.connect(List.of(V4, V6), v4.getLocalPort(), deadline(5000))) {
            assertThat(won.getInetAddress()).isInstanceOf(Inet6Address.class);
        }
    }

    @Test
    void ipv4GetsItsTurnAfter200MsWhereIpv6IsSilent() throws Exception {
        try (ServerSocket v6 = listen(V6, 0); ServerSocket v4 = listen(V4, v6.getLocalPort())) {
            List<Socket> filling = fill(v6);
            long start = System.nanoTime();
            try (Socket won = ConnectRace.connect(List.of(V6, V4), v4.getLocalPort(), deadline(10_000))) {
                assertThat(won.getInetAddress()).isEqualTo(V4);
                assertThat((System.nanoTime() - start) / 1_000_000).isBetween(190L, 3000L);
            }
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void ipv4IsTriedAtOnceWhereIpv6IsRefused() throws Exception {
        try (ServerSocket v4 = listen(V4, 0);
                Socket won = ConnectRace.connect(List.of(V6, V4), v4.getLocalPort(), deadline(5000))) {
            assertThat(won.getInetAddress()).isEqualTo(V4);
        }
    }

    @Test
    void tellsWhyNobodyTookTheConnection() throws Exception {
        int port;
        try (ServerSocket v4 = listen(V4, 0)) {
            port = v4.getLocalPort();
        }
        assertThatThrownBy(() -> ConnectRace.connect(List.of(V6, V4), port, deadline(5000)))
                .isInstanceOf(IOException.class).hasMessageContaining("refused");
        assertThatThrownBy(() -> ConnectRace.connect(List.of(), port, deadline(5000))).isInstanceOf(IOException.class);
    }

    @Test
    void endsWithItsBudget() throws Exception {
        try (ServerSocket v4 = listen(V4, 0)) {
            List<Socket> filling = fill(v4);
            long start = System.nanoTime();
            assertThatThrownBy(() -> ConnectRace.connect(List.of(V4), v4.getLocalPort(), deadline(500)))
                    .isInstanceOf(IOException.class);
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(3000);
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }
}
