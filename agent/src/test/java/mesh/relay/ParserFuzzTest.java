// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.FrameType;
import mesh.derp.MeshKey;
import mesh.derp.Octets;
import mesh.derp.RelayPublicKey;
import mesh.derp.ServerInfoJson;
import mesh.fuzz.Mutations;
import mesh.http.RequestHead;
import mesh.http.WebSocketReader;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser that reads what strangers send, with broken copies of good input: it gives a value or says what is wrong,
 * and never anything else. {@code -Dfuzz=10000000} sets how many inputs all parsers together get; {@code -Dfuzz.seed} which.
 */
class ParserFuzzTest {
    private static final long USUAL = 100_000;
    private static final int MOST_BYTES = 10_000;
    private static final long SEED = Long.getLong("fuzz.seed", 5);
    private static final RelayPublicKey KEY = RelayPublicKey.of(new byte[32]);

    enum Parser {
        FRAMES {
            @Override
            List<byte[]> good() {
                Octets packet = Octets.of(new byte[70]);
                return List.of(new Frame.SendPacket(KEY, packet).encode(), new Frame.ServerKey(KEY).encode(),
                        new Frame.ForwardPacket(KEY, KEY, packet).encode(), new Frame.Ping(1).encode(),
                        HexFormat.of().parseHex("0900000033" + "00".repeat(51)), new Frame.Health("x").encode());
            }

            @Override
            void parse(byte[] input) throws IOException {
                FrameReader reader = new FrameReader();
                ByteBuffer in = ByteBuffer.wrap(input);
                while (reader.next(in)) {
                    Frame frame = Frame.decode(reader.type(), reader.payload());
                    assertThat(frame.type()).isEqualTo(reader.type());
                }
                assertThat(reader.needed(in)).isBetween(5, FrameType.SERVER_INFO.maxPayload() + 5);
            }
        },
        HTTP {
            @Override
            List<byte[]> good() {
                return List.of(
                        ascii("GET /derp HTTP/1.1\r\nHost: a\r\nUpgrade: DERP\r\nConnection: Upgrade\r\n\r\nrest"),
                        ascii("HEAD /derp/probe?a=b HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4, ::1\r\nContent-Length: 0\r\n\r\n"));
            }

            @Override
            void parse(byte[] input) throws IOException {
                RequestHead.read(ByteBuffer.wrap(input)).ifPresent(head -> {
                    assertThat(head.path()).startsWith("/");
                    assertThat(head.headers().toString()).doesNotContain("\r", "\n", "\0");
                });
            }
        },
        WEB_SOCKET {
            @Override
            List<byte[]> good() {
                return List.of(HexFormat.of().parseHex("82851234567801020304058981aabbccdd00"),
                        HexFormat.of().parseHex("82fe0080aabbccdd" + "00".repeat(128) + "888012345678"),
                        HexFormat.of().parseHex("02ff0000000000000003aabbccdd010203808100000000ff"));
            }

            @Override
            void parse(byte[] input) throws IOException {
                WebSocketReader reader = WebSocketReader.ofClients();
                ByteBuffer in = ByteBuffer.wrap(input);
                ByteBuffer out = ByteBuffer.allocate(input.length + 1);
                while (reader.read(in, out) == WebSocketReader.Event.PING) {
                    assertThat(reader.control().length).isLessThan(126);
                }
                assertThat(out.position()).isLessThanOrEqualTo(input.length);
            }
        },
        GREETINGS {
            @Override
            List<byte[]> good() {
                return List.of(ClientInfoJson.ofMeshPeer(MeshKey.parse("ab".repeat(32))).encode(),
                        new ServerInfoJson(2, 100, 200).encode(),
                        ascii("{\"a\":[{\"b\":null}],\"version\":2,\"AppName\":\"x\\u0041\"}"));
            }

            @Override
            void parse(byte[] input) throws IOException {
                ClientInfoJson info = ClientInfoJson.decode(input);
                assertThat(info.version()).isNotNegative();
                assertThat(ClientInfoJson.decode(info.encode())).isEqualTo(info);
            }
        };

        abstract List<byte[]> good();

        abstract void parse(byte[] input) throws IOException;

        static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @EnumSource(Parser.class)
    void givesAValueOrSaysWhatIsWrong(Parser parser) throws IOException {
        List<byte[]> good = parser.good();
        for (byte[] input : good) {
            parser.parse(input);
        }
        Mutations mutations = new Mutations(good, MOST_BYTES, SEED);
        long refused = 0;
        long inputs = Mutations.count(USUAL) / Parser.values().length;
        for (long i = 0; i < inputs; i++) {
            byte[] input = mutations.next();
            try {
                parser.parse(input);
            } catch (IOException says) {
                refused++;
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("input " + i + " of seed " + SEED + ": " + HexFormat.of().formatHex(input),
                        wrong);
            }
        }
        System.out.printf("fuzz %s: %d inputs, %d refused%n", parser, inputs, refused);
        assertThat(refused).isBetween(inputs / 50, inputs);
    }
}
