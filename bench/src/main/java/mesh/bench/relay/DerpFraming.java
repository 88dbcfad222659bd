// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.FrameType;
import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;

/** DERP, as {@link mesh.derp} draws it: the same for our relay and for derper. */
final class DerpFraming implements Framing {
    private static final byte[] UPGRADE = "GET /derp HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: DERP\r\nConnection: Upgrade\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEAD_END = 0x0d0a0d0a;

    @Override
    public int frameBytes(ByteBuffer in) {
        return in.remaining() < Frame.HEADER_BYTES ? -1 : Frame.HEADER_BYTES + in.getInt(in.position() + 1);
    }

    @Override
    public int payloadAt(ByteBuffer in) {
        return in.get(in.position()) == FrameType.RECV_PACKET.code() ? Frame.HEADER_BYTES + RelayPublicKey.BYTES : -1;
    }

    static Pair connect(InetSocketAddress relay, RelayPrivateKey from, RelayPrivateKey to) throws IOException {
        byte[] empty = new Frame.SendPacket(to.publicKey(), Octets.of(new byte[Pair.PACKET_BYTES])).encode();
        byte[] header = java.util.Arrays.copyOf(empty, empty.length - Pair.PACKET_BYTES);
        return new Pair(login(relay, from), login(relay, to), new DerpFraming(), header);
    }

    /** A client that is logged in and still waits. */
    static TlsClient login(InetSocketAddress relay, RelayPrivateKey key) throws IOException {
        TlsClient client = TlsClient.connect(relay);
        client.send(UPGRADE);
        ByteBuffer in = client.read();
        int end;
        while ((end = headEnd(in)) < 0) {
            client.keepRest();
            in = client.read();
        }
        in.position(end);
        if (!(await(client, in) instanceof Frame.ServerKey server)) {
            throw new IOException("no ServerKey");
        }
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        Octets box = NaclBox.between(key, server.key()).seal(nonce, ClientInfoJson.ofClient().encode());
        client.send(new Frame.ClientInfo(key.publicKey(), box).encode());
        if (!(await(client, client.buffered()) instanceof Frame.ServerInfo)) {
            throw new IOException("no ServerInfo");
        }
        return client;
    }

    private static int headEnd(ByteBuffer in) {
        for (int at = in.position(); at + Integer.BYTES <= in.limit(); at++) {
            if (in.getInt(at) == HEAD_END) {
                return at + Integer.BYTES;
            }
        }
        return -1;
    }

    /** The next frame of {@code buffered} or of what comes after it. */
    private static Frame await(TlsClient client, ByteBuffer buffered) throws IOException {
        ByteBuffer in = buffered;
        DerpFraming framing = new DerpFraming();
        while (framing.frameBytes(in) < 0 || framing.frameBytes(in) > in.remaining()) {
            client.keepRest();
            in = client.read();
        }
        int length = framing.frameBytes(in);
        FrameType type = FrameType.of(in.get(in.position())).orElseThrow();
        Frame frame = Frame.decode(type, in.slice(in.position() + Frame.HEADER_BYTES, length - Frame.HEADER_BYTES));
        in.position(in.position() + length);
        client.keepRest();
        return frame;
    }
}
