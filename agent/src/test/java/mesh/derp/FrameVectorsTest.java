// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes worked out apart from this program, with the keys of RFC 7748 section 6.1. */
class FrameVectorsTest {
    static final RelayPrivateKey CLIENT = RelayPrivateKey
            .parse("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    static final RelayPrivateKey SERVER = RelayPrivateKey
            .parse("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    private static final byte[] NONCE = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String hex(Frame frame) {
        return HexFormat.of().formatHex(frame.encode());
    }

    @Test
    void serverKey() {
        assertThat(hex(new Frame.ServerKey(SERVER.publicKey()))).isEqualTo(
                "010000002844455250f09f9491de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    }

    @Test
    void clientInfo() {
        Octets box = NaclBox.between(CLIENT, SERVER.publicKey()).seal(NONCE, ClientInfoJson.ofClient().encode());
        assertThat(hex(new Frame.ClientInfo(CLIENT.publicKey(), box))).isEqualTo(
                "02000000688520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a69696ee955b62b73cd62bda875fc73d6"
                        + "8219e0036b7a0b37c9f45ca04c62a3327f2407c63e9a358d4bbc123f069a89c963a0799ef53539d4745a88e60a4633177f2b06"
                        + "2a27f032eb");
    }

    @Test
    void serverInfo() {
        Octets box = NaclBox.between(SERVER, CLIENT.publicKey()).seal(NONCE, ServerInfoJson.ofServer().encode());
        assertThat(hex(new Frame.ServerInfo(box))).isEqualTo(
                "030000003569696ee955b62b73cd62bda875fc73d68219e0036b7a0b371d127e605b717a6365d351b8007420764bbc123f069a89c9"
                        + "63a0799ea4");
    }

    @Test
    void smallFrames() {
        assertThat(hex(new Frame.SendPacket(SERVER.publicKey(), Octets.of(hex("04000000"))))).isEqualTo(
                "0400000024de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f04000000");
        assertThat(hex(new Frame.NotePreferred(true))).isEqualTo("070000000101");
        assertThat(hex(new Frame.KeepAlive())).isEqualTo("0600000000");
        assertThat(hex(new Frame.Ping(0x0102030405060708L))).isEqualTo("12000000080102030405060708");
        assertThat(hex(new Frame.Restarting(Duration.ofMillis(1), Duration.ofSeconds(2))))
                .isEqualTo("150000000800000001000007d0");
    }

    @Test
    void peerPresentHas51BytesOfPayload() {
        Frame frame = new Frame.PeerPresent(SERVER.publicKey(), Optional.of(new InetSocketAddress("192.0.2.1", 443)),
                1);
        assertThat(hex(frame)).isEqualTo("0900000033" + SERVER.publicKey().hex()
                + "00000000000000000000ffffc000020101bb01");
    }

    /** "naclbox" of the NaCl distribution: the same keys and nonce, its own message. */
    @Test
    void boxOfTheNaclDistribution() {
        byte[] message = hex(
                "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129"
                        + "6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde04897"
                        + "7eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
        byte[] box = NaclBox.between(CLIENT, SERVER.publicKey()).seal(NONCE, message).bytes();
        assertThat(HexFormat.of().formatHex(box, 24, box.length)).isEqualTo(
                "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98"
                        + "dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd"
                        + "6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5");
    }

    static List<Frame> frames() {
        RelayPublicKey one = CLIENT.publicKey();
        RelayPublicKey other = SERVER.publicKey();
        Octets packet = Octets.of("packet".getBytes(StandardCharsets.US_ASCII));
        return List.of(new Frame.ServerKey(one), new Frame.ClientInfo(one, Octets.of(new byte[60])),
                new Frame.ServerInfo(Octets.of(new byte[50])), new Frame.SendPacket(one, packet),
                new Frame.RecvPacket(one, packet), new Frame.KeepAlive(), new Frame.NotePreferred(false),
                new Frame.PeerGone(one, GoneReason.NOT_HERE), new Frame.PeerPresent(one, Optional.empty(), 0),
                new Frame.PeerPresent(one, Optional.of(new InetSocketAddress("2001:db8::1", 65535)), 5),
                new Frame.ForwardPacket(one, other, packet), new Frame.WatchConns(), new Frame.ClosePeer(other),
                new Frame.Ping(-1), new Frame.Pong(42), new Frame.Health("a clock is wrong: é"),
                new Frame.Restarting(Duration.ofSeconds(3), Duration.ofMillis(0xffff_ffffL)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void readsWhatItWrote(Frame frame) throws Exception {
        FrameReader reader = new FrameReader();
        assertThat(reader.next(ByteBuffer.wrap(frame.encode()))).isTrue();
        assertThat(reader.frame()).isEqualTo(frame);
    }

    @ParameterizedTest
    @EnumSource(FrameType.class)
    void refusesPayloadsThatAreTooShortOrTooLong(FrameType type) {
        if (type.minPayload() > 0) {
            assertThatThrownBy(() -> new FrameReader().next(header(type.code(), type.minPayload() - 1)))
                    .isInstanceOf(MalformedFrameException.class).hasMessageContaining("it has");
        }
        assertThatThrownBy(() -> new FrameReader().next(header(type.code(), type.maxPayload() + 1)))
                .isInstanceOf(MalformedFrameException.class).hasMessageContaining("it has");
        assertThatThrownBy(() -> new FrameReader().next(header(type.code(), -1)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void passesOverUnknownTypesHoweverTheyAreCutUp() throws Exception {
        byte[] stream = new byte[5 + 1000 + 5];
        ByteBuffer.wrap(stream).put((byte) 0x77).putInt(1000).put(1005, new Frame.KeepAlive().encode());
        FrameReader reader = new FrameReader();
        ByteBuffer window = ByteBuffer.allocate(16);
        int found = 0;
        for (byte b : stream) {
            window.put(b).flip();
            found += reader.next(window) ? 1 : 0;
            window.compact();
        }
        assertThat(found).isEqualTo(1);
        assertThat(reader.type()).isEqualTo(FrameType.KEEP_ALIVE);
        assertThat(reader.unknownFrames()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, (1 << 20) + 1, Integer.MAX_VALUE})
    void refusesUnknownTypesLongerThanAMegabyte(int length) {
        assertThatThrownBy(() -> new FrameReader().next(header(0x77, length)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void refusesAWrongMagicAndAPreferenceThatIsNeither() {
        byte[] key = new Frame.ServerKey(CLIENT.publicKey()).encode();
        key[8] ^= 1;
        assertThatThrownBy(() -> decode(key)).hasMessageContaining("magic");
        byte[] preferred = new Frame.NotePreferred(true).encode();
        preferred[5] = 2;
        assertThatThrownBy(() -> decode(preferred)).hasMessageContaining("neither");
    }

    @Test
    void anOldRelaySaysNoReason() throws Exception {
        ByteBuffer payload = ByteBuffer.wrap(CLIENT.publicKey().bytes());
        assertThat(Frame.decode(FrameType.PEER_GONE, payload))
                .isEqualTo(new Frame.PeerGone(CLIENT.publicKey(), GoneReason.DISCONNECTED));
    }

    private static Frame decode(byte[] bytes) throws MalformedFrameException {
        FrameReader reader = new FrameReader();
        reader.next(ByteBuffer.wrap(bytes));
        return reader.frame();
    }

    private static ByteBuffer header(int type, int length) {
        return ByteBuffer.allocate(64).put((byte) type).putInt(length).rewind();
    }
}
