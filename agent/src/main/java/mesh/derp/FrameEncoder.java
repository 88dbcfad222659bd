// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Frame to bytes. */
final class FrameEncoder {
    private static final byte[] MAPPED_IPV4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final int IPV4_BYTES = 4;

    private FrameEncoder() {}

    static byte[] encode(Frame frame) {
        ByteBuffer out = ByteBuffer.allocate(Frame.HEADER_BYTES + payloadLength(frame));
        out.put((byte) frame.type().code()).putInt(out.remaining() - Integer.BYTES);
        switch (frame) {
            case Frame.ServerKey f -> key(out.putLong(FrameDecoder.MAGIC), f.key());
            case Frame.ClientInfo f -> octets(key(out, f.client()), f.box());
            case Frame.ServerInfo f -> octets(out, f.box());
            case Frame.SendPacket f -> octets(key(out, f.destination()), f.packet());
            case Frame.RecvPacket f -> octets(key(out, f.source()), f.packet());
            case Frame.KeepAlive f -> {
            }
            case Frame.NotePreferred f -> out.put((byte) (f.preferred() ? 1 : 0));
            case Frame.PeerGone f -> key(out, f.peer()).put((byte) f.reason().code());
            case Frame.PeerPresent f -> peerPresent(out, f);
            case Frame.ForwardPacket f -> octets(key(key(out, f.source()), f.destination()), f.packet());
            case Frame.WatchConns f -> {
            }
            case Frame.ClosePeer f -> key(out, f.peer());
            case Frame.Ping f -> out.putLong(f.data());
            case Frame.Pong f -> out.putLong(f.data());
            case Frame.Health f -> out.put(Frame.utf8(f.problem()));
            case Frame.Restarting f -> out.putInt(millis(f.reconnectIn())).putInt(millis(f.tryFor()));
        }
        return out.array();
    }

    private static int payloadLength(Frame frame) {
        int key = RelayPublicKey.BYTES;
        return switch (frame) {
            case Frame.ServerKey f -> Long.BYTES + key;
            case Frame.ClientInfo f -> key + f.box().length();
            case Frame.ServerInfo f -> f.box().length();
            case Frame.SendPacket f -> key + f.packet().length();
            case Frame.RecvPacket f -> key + f.packet().length();
            case Frame.KeepAlive f -> 0;
            case Frame.NotePreferred f -> 1;
            case Frame.PeerGone f -> key + 1;
            case Frame.PeerPresent f -> key + (f.address().isPresent() ? 16 + Short.BYTES + 1 : 0);
            case Frame.ForwardPacket f -> 2 * key + f.packet().length();
            case Frame.WatchConns f -> 0;
            case Frame.ClosePeer f -> key;
            case Frame.Ping f -> Long.BYTES;
            case Frame.Pong f -> Long.BYTES;
            case Frame.Health f -> Frame.utf8(f.problem()).length;
            case Frame.Restarting f -> 2 * Integer.BYTES;
        };
    }

    private static void peerPresent(ByteBuffer out, Frame.PeerPresent frame) {
        key(out, frame.peer());
        if (frame.address().isPresent()) {
            InetSocketAddress address = frame.address().get();
            byte[] bytes = address.getAddress().getAddress();
            if (bytes.length == IPV4_BYTES) {
                out.put(MAPPED_IPV4);
            }
            out.put(bytes).putShort((short) address.getPort()).put((byte) frame.flags());
        }
    }

    private static ByteBuffer key(ByteBuffer out, RelayPublicKey key) {
        key.write(out);
        return out;
    }

    private static void octets(ByteBuffer out, Octets octets) {
        octets.write(out);
    }

    private static int millis(Duration duration) {
        return (int) Math.clamp(duration.toMillis(), 0, 0xffff_ffffL);
    }
}
