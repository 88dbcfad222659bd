// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.RelayPrivateKey;
import mesh.http.WebSocketReader;
import mesh.net.IpAddress;
import mesh.peer.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay says to browsers, probes and proxies. */
class HttpAnswersTest {
    private final RelayScene scene = new RelayScene().plain();

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private String ask(String request) throws IOException {
        DerpPeer peer = scene.open();
        peer.write(request.replace("\n", "\r\n") + "\r\n\r\n");
        return new String(peer.in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /derp HTTP/1.1                | HTTP/1.1 426 | DERP requires connection upgrade
            GET /derp/probe HTTP/1.1          | HTTP/1.1 200 | Access-Control-Allow-Origin: *
            HEAD /derp/latency-check HTTP/1.1 | HTTP/1.1 200 | Content-Length: 0
            POST /derp/probe HTTP/1.1         | HTTP/1.1 405 | Allow: GET, HEAD
            POST /derp HTTP/1.1               | HTTP/1.1 405 | Allow: GET
            GET /generate_204 HTTP/1.1        | HTTP/1.1 204 | no-cache
            GET /healthz HTTP/1.1             | HTTP/1.1 200 | ok
            GET /robots.txt HTTP/1.1          | HTTP/1.1 200 | Disallow: /
            GET /metrics HTTP/1.1             | HTTP/1.1 404 | there is nothing here
            GET /derp?x=1 HTTP/1.1            | HTTP/1.1 426 | Connection: close
            """)
    void answers(String request, String status, String part) throws IOException {
        scene.start();
        assertThat(ask(request)).startsWith(status).contains(part);
    }

    @Test
    void givesAChallengeBackOnlyIfItIsHarmless() throws IOException {
        scene.start();
        assertThat(ask("GET /generate_204 HTTP/1.1\nX-Tailscale-Challenge: ts_1.a:b-c"))
                .contains("X-Tailscale-Response: response ts_1.a:b-c\r\n");
        assertThat(ask("GET /generate_204 HTTP/1.1\nX-Tailscale-Challenge: a<b>")).doesNotContain("Response");
        assertThat(ask("GET /generate_204 HTTP/1.1\nX-Tailscale-Challenge: " + "a".repeat(65)))
                .doesNotContain("Response");
    }

    @Test
    void speaksWebSocketHoweverTheStreamIsCutUp() throws IOException {
        RelayPrivateKey alice = scene.admit("alice");
        scene.start();
        DerpPeer peer = scene.keep(DerpPeer.open(scene.address(), false, alice));
        peer.write("GET /derp HTTP/1.1\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: derp\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(peer.head()).startsWith("HTTP/1.1 101 ").contains(
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                "Sec-WebSocket-Protocol: derp");
        byte[] greeting = DerpPeer.greeting(alice, scene.identity.publicKey(), ClientInfoJson.ofClient());
        for (byte b : greeting) {
            peer.out.write(masked(2, new byte[]{b}));
        }
        peer.out.write(masked(9, new byte[]{1, 2, 3}));
        peer.out.write(masked(2, new Frame.Ping(77).encode()));
        peer.out.flush();
        ByteBuffer stream = ByteBuffer.allocate(1 << 16);
        WebSocketReader reader = WebSocketReader.ofServers();
        ByteBuffer in = ByteBuffer.allocate(1 << 16);
        String pong = "8a03010203";
        StringBuilder seen = new StringBuilder();
        while (!contains(stream, new Frame.Pong(77).encode())) {
            byte[] some = new byte[4096];
            int n = peer.in.read(some);
            assertThat(n).isPositive();
            seen.append(java.util.HexFormat.of().formatHex(some, 0, n));
            in.put(some, 0, n).flip();
            reader.read(in, stream);
            in.compact();
        }
        assertThat(seen.toString()).contains(pong);
        assertThat(scene.count(Counter.DERP_WEBSOCKET_ACCEPTS)).isEqualTo(1);
        peer.out.write(masked(8, new byte[0]));
        peer.out.flush();
        assertThat(peer.in.readAllBytes()).endsWith((byte) 0x88, (byte) 0);
        Await.until("it is gone", 5, () -> scene.count(Counter.GAUGE_CLIENTS_LOCAL) == 0);
    }

    @Test
    void aWebSocketWithoutMaskOrOfAnotherProtocolIsRefused() throws IOException {
        scene.start();
        assertThat(
                ask("GET /derp HTTP/1.1\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Protocol: chat\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .startsWith("HTTP/1.1 400 ");
        DerpPeer peer = scene.open();
        peer.write(
                "GET /derp HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: derp\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        peer.head();
        peer.out.write(new byte[]{(byte) 0x82, 1, 0});
        peer.out.flush();
        Await.until("it is refused", 5, () -> scene.count(Counter.MALFORMED_CONNECTIONS) == 1);
    }

    @Test
    void onlyATrustedProxySaysWhereAClientIs() throws IOException {
        RelayPrivateKey alice = scene.admit("alice");
        scene.start();
        loginThroughProxy(alice);
        assertThat(scene.log()).contains("login name=alice").doesNotContain("198.51.100.7");
        scene.proxies(Set.of(IpAddress.parse("127.0.0.1"))).reload();
        loginThroughProxy(alice);
        assertThat(scene.log()).contains("from=198.51.100.7:0");
    }

    private void loginThroughProxy(RelayPrivateKey key) throws IOException {
        DerpPeer peer = scene.keep(DerpPeer.open(scene.address(), false, key));
        peer.write("GET /derp HTTP/1.1\r\nUpgrade: DERP\r\nX-Forwarded-For: 192.0.2.1, 198.51.100.7\r\n\r\n");
        peer.head();
        peer.greet(ClientInfoJson.ofClient());
        peer.expect(Frame.ServerInfo.class);
    }

    private static byte[] masked(int opcode, byte[] payload) {
        byte[] mask = {0x12, 0x34, (byte) 0x9a, (byte) 0xfe};
        ByteBuffer out = ByteBuffer.allocate(6 + payload.length).put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .put(mask);
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ mask[i & 3]));
        }
        return out.array();
    }

    private static boolean contains(ByteBuffer stream, byte[] part) {
        byte[] all = java.util.Arrays.copyOf(stream.array(), stream.position());
        for (int i = 0; i + part.length <= all.length; i++) {
            if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
