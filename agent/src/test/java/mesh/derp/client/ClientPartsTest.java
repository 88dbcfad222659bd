// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import mesh.derp.ServerInfoJson;
import mesh.fuzz.Mutations;
import mesh.net.NetworkHost;
import mesh.tls.CertificatePin;
import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;

/** The small parts of a client. */
class ClientPartsTest {

    @Test
    void waitsLongerAndLongerUpToHalfAMinuteAndNeverTheSame() {
        Backoff backoff = new Backoff(new Random(1));
        Duration longest = Backoff.FIRST;
        for (int i = 0; i < 40; i++) {
            assertThat(backoff.next()).isBetween(longest.dividedBy(2), longest);
            longest = longest.multipliedBy(2).compareTo(Backoff.LONGEST) < 0
                    ? longest.multipliedBy(2)
                    : Backoff.LONGEST;
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
    }

    @Test
    void aFullQueueDropsTheOldestPacketsOnly() throws Exception {
        PacketQueue queue = new PacketQueue(100);
        queue.addControl(new byte[]{9});
        assertThat(queue.add(packet(1, 50))).isTrue();
        assertThat(queue.add(packet(2, 50))).isTrue();
        assertThat(queue.add(packet(3, 60))).isFalse();

        assertThat(List.of(queue.poll()[0], queue.poll()[0])).containsExactly((byte) 9, (byte) 3);
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.dropped()).isEqualTo(2);
    }

    @Test
    void aRelayThatAsksForEverMoreAnswersGetsNoMemory() throws Exception {
        PacketQueue queue = new PacketQueue(100);
        for (int i = 0; i < 1000; i++) {
            queue.addControl(new byte[]{1});
        }
        int held = 0;
        while (queue.poll().length > 0) {
            held++;
        }
        assertThat(held).isEqualTo(16);
    }

    private static byte[] packet(int first, int length) {
        byte[] packet = new byte[length];
        packet[0] = (byte) first;
        return packet;
    }

    @Test
    void keepsToWhatTheRelayAsksFor() {
        SendLimit limit = new SendLimit(new ServerInfoJson(2, 1000, 500), 0);
        assertThat(limit.allows(400, 0)).isTrue();
        assertThat(limit.allows(200, 0)).isFalse();
        assertThat(limit.allows(200, 100_000_000)).isTrue();
        assertThat(new SendLimit(ServerInfoJson.ofServer(), 0).allows(1 << 20, 0)).isTrue();
    }

    @Test
    void proxiesAreForAllButTheExceptions() {
        HttpProxies proxies = HttpProxies.parse("http://user:secret@proxy.example.org:8080",
                "localhost, .internal, example.net,10.0.0.0/8,2001:db8::1");
        for (String direct : List.of("localhost", "a.internal", "example.net", "x.example.net", "10.1.2.3",
                "2001:db8::1")) {
            assertThat(proxies.towards(NetworkHost.parse(direct))).as(direct).isEmpty();
        }
        for (String through : List.of("relay.example.org", "notexample.net", "11.0.0.1")) {
            assertThat(proxies.towards(NetworkHost.parse(through)).orElseThrow()).asString()
                    .isEqualTo("proxy.example.org:8080");
        }
        assertThat(HttpProxies.parse("", "").towards(NetworkHost.parse("a.example"))).isEmpty();
        assertThat(HttpProxies.parse("http://[::1]:3128", "*").towards(NetworkHost.parse("a.example"))).isEmpty();
        assertThatThrownBy(() -> HttpProxies.parse("socks5://u:secret@h:1", ""))
                .isInstanceOf(ValueFormatException.class).message().doesNotContain("secret");
    }

    @Test
    void pinsAreReadAsDerperPrintsThem() {
        String text = "sha256-raw:" + "0af3".repeat(16);
        assertThat(CertificatePin.parse(text)).hasToString(text);
        for (String wrong : List.of("0af3".repeat(16), "sha256-raw:0a", "sha256-raw:" + "0AF3".repeat(16))) {
            assertThatThrownBy(() -> CertificatePin.parse(wrong)).isInstanceOf(ValueFormatException.class);
        }
    }

    @Test
    void anAnswersHeadLeavesWhatFollows() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: DERP\r\nDerp-Version: 2\r\n\r\n\u0001rest"
                        .getBytes(StandardCharsets.ISO_8859_1));

        HttpAnswer answer = HttpAnswer.read(in);

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).containsEntry("derp-version", "2");
        assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).isEqualTo("\u0001rest");
    }

    @Test
    void anAnswerIsBounded() {
        byte[] endless = new byte[1 << 20];
        Arrays.fill(endless, (byte) 'a');
        assertThatThrownBy(() -> HttpAnswer.read(new ByteArrayInputStream(endless))).isInstanceOf(IOException.class);
        String lines = "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(100_000);
        assertThatThrownBy(() -> HttpAnswer
                .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(IOException.class).hasMessageContaining("8192");
    }

    @Test
    void aWebSocketIsAStreamOfBytes() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        byte[] frames = {(byte) 0x02, 2, 'a', 'b', (byte) 0x89, 1, 'p', (byte) 0x80, 1, 'c', (byte) 0x82, 0,
                (byte) 0x82, 1, 'd', (byte) 0x88, 0};
        WebSocketStream stream = new WebSocketStream(new ByteArrayInputStream(frames), sent, new Random(1));

        assertThat(new String(stream.in().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("abcd");
        assertThat(sent.toByteArray()).as("a masked pong").hasSize(7).startsWith(0x8a, 0x81);
    }

    @Test
    void everyLengthOfAMessageIsMaskedAndMarked() throws Exception {
        for (int length : new int[]{1, 125, 126, 65_535, 65_536}) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            new WebSocketStream(new ByteArrayInputStream(new byte[0]), sent, new Random(2)).out().write(payload);

            byte[] frame = sent.toByteArray();
            int header = length <= 125 ? 2 : length <= 65_535 ? 4 : 10;
            assertThat(frame).hasSize(header + 4 + length);
            byte[] unmasked = new byte[length];
            for (int i = 0; i < length; i++) {
                unmasked[i] = (byte) (frame[header + 4 + i] ^ frame[header + i % 4]);
            }
            assertThat(unmasked).isEqualTo(payload);
        }
    }

    /** Nothing but an end or an IOException, whatever a server sends. */
    @Test
    void noAnswerAndNoWebSocketDoesHarm() throws Exception {
        List<byte[]> heads = List.of(HttpAnswer.request("HTTP/1.1 101 Switching Protocols", "Upgrade: DERP"),
                HttpAnswer.request("HTTP/1.1 400 Bad Request", "Content-Length: 5", "X: y"),
                new byte[]{(byte) 0x82, 3, 1, 2, 3}, new byte[]{(byte) 0x82, 126, 0, 4, 1, 2, 3, 4},
                new byte[]{(byte) 0x89, 2, 7, 7}, new byte[]{(byte) 0x88, 0},
                new byte[]{(byte) 0x82, 127, 0, 0, 0, 0, 0, 0, 0, 2, 1, 1});
        Mutations mutations = new Mutations(heads, 2048, 9);
        long count = Mutations.count(50_000);
        long taken = 0;
        for (long i = 0; i < count; i++) {
            byte[] input = mutations.next();
            taken += takes(() -> HttpAnswer.read(new ByteArrayInputStream(input))) ? 1 : 0;
            taken += takes(() -> new WebSocketStream(new ByteArrayInputStream(input), new ByteArrayOutputStream(),
                    new Random(1)).in().readAllBytes()) ? 1 : 0;
        }
        assertThat(taken).isPositive();
        System.out.printf("http answer and websocket: %d inputs, %d taken%n", count, taken);
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static boolean takes(Reading reading) {
        try {
            reading.read();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
