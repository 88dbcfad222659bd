// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/** TURN over a stream (RFC 8656 section 12.5): ChannelData, padded to four bytes, and STUN messages between them. */
final class TurnFraming implements Framing {
    static final int CHANNEL = 0x4000;
    private static final int STUN_HEADER = 20;
    private static final int DATA_HEADER = 4;
    private static final int COOKIE = 0x2112a442;
    private static final int ALLOCATE = 0x0003;
    private static final int CHANNEL_BIND = 0x0009;
    private static final int SUCCESS = 0x0100;
    private static final int CHANNEL_NUMBER = 0x000c;
    private static final int LIFETIME = 0x000d;
    private static final int PEER_ADDRESS = 0x0012;
    private static final int RELAYED_ADDRESS = 0x0016;
    private static final int TRANSPORT = 0x0019;
    private static final int UDP = 17 << 24;
    private static final int IPV4_BYTES = 8;
    private static final int HOUR = 3600;

    @Override
    public int frameBytes(ByteBuffer in) {
        if (in.remaining() < DATA_HEADER) {
            return -1;
        }
        int length = in.getShort(in.position() + 2) & 0xffff;
        return isData(in) ? DATA_HEADER + (length + 3 & ~3) : STUN_HEADER + length;
    }

    @Override
    public int payloadAt(ByteBuffer in) {
        return isData(in) ? DATA_HEADER : -1;
    }

    private static boolean isData(ByteBuffer in) {
        return (in.get(in.position()) & 0xc0) == 0x40;
    }

    static byte[] dataHeader() {
        return ByteBuffer.allocate(DATA_HEADER).putShort((short) CHANNEL).putShort((short) Pair.PACKET_BYTES).array();
    }

    static byte[] allocate() {
        return ByteBuffer.allocate(STUN_HEADER + 16).putShort((short) ALLOCATE).putShort((short) 16).putInt(COOKIE)
                .putLong(1).putInt(1).putShort((short) TRANSPORT).putShort((short) 4).putInt(UDP)
                .putShort((short) LIFETIME).putShort((short) 4).putInt(HOUR).array();
    }

    /** @param peer the value of a XOR-RELAYED-ADDRESS */
    static byte[] bind(byte[] peer) {
        return ByteBuffer.allocate(STUN_HEADER + 8 + 4 + peer.length).putShort((short) CHANNEL_BIND)
                .putShort((short) (8 + 4 + peer.length)).putInt(COOKIE).putLong(2).putInt(2)
                .putShort((short) CHANNEL_NUMBER).putShort((short) 4).putInt(CHANNEL << 16)
                .putShort((short) PEER_ADDRESS).putShort((short) peer.length).put(peer).array();
    }

    /** Waits for the answer to {@link #allocate}: the address others send to, as it stands there. */
    static byte[] relayedAddress(TlsClient client) throws IOException {
        ByteBuffer answer = answer(client, ALLOCATE);
        answer.position(STUN_HEADER);
        while (answer.remaining() >= DATA_HEADER) {
            int type = answer.getShort();
            int length = answer.getShort();
            if (type == RELAYED_ADDRESS && length == IPV4_BYTES) {
                byte[] address = new byte[length];
                answer.get(address);
                return address;
            }
            answer.position(answer.position() + (length + 3 & ~3));
        }
        throw new IOException("an allocation without an address");
    }

    /** Waits for the answer to {@link #bind}. */
    static void bound(TlsClient client) throws IOException {
        answer(client, CHANNEL_BIND);
    }

    private static ByteBuffer answer(TlsClient client, int method) throws IOException {
        TurnFraming framing = new TurnFraming();
        ByteBuffer in = client.read();
        while (framing.frameBytes(in) < 0 || framing.frameBytes(in) > in.remaining()) {
            client.keepRest();
            in = client.read();
        }
        byte[] message = new byte[framing.frameBytes(in)];
        in.get(message);
        client.keepRest();
        if (ByteBuffer.wrap(message).getShort() != (method | SUCCESS)) {
            throw new IOException("TURN refused request " + method);
        }
        return ByteBuffer.wrap(message);
    }
}
