// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Payload to frame. Every length is checked before anything is read. */
final class FrameDecoder {
    /** "DERP" and a key in UTF-8. */
    static final long MAGIC = 0x44455250_f09f9491L;
    private static final int ADDRESS_BYTES = 16;

    private FrameDecoder() {}

    static Frame decode(FrameType type, ByteBuffer in) throws MalformedFrameException {
        checkLength(type, in.remaining());
        return switch (type) {
            case SERVER_KEY -> serverKey(in);
            case CLIENT_INFO -> new Frame.ClientInfo(RelayPublicKey.read(in), Octets.read(in));
            case SERVER_INFO -> new Frame.ServerInfo(Octets.read(in));
            case SEND_PACKET -> new Frame.SendPacket(RelayPublicKey.read(in), Octets.read(in));
            case RECV_PACKET -> new Frame.RecvPacket(RelayPublicKey.read(in), Octets.read(in));
            case KEEP_ALIVE -> new Frame.KeepAlive();
            case NOTE_PREFERRED -> notePreferred(in.get());
            case PEER_GONE -> new Frame.PeerGone(RelayPublicKey.read(in),
                    in.hasRemaining() ? GoneReason.of(in.get() & 0xff) : GoneReason.DISCONNECTED);
            case PEER_PRESENT -> peerPresent(in);
            case FORWARD_PACKET ->
                new Frame.ForwardPacket(RelayPublicKey.read(in), RelayPublicKey.read(in), Octets.read(in));
            case WATCH_CONNS -> new Frame.WatchConns();
            case CLOSE_PEER -> new Frame.ClosePeer(RelayPublicKey.read(in));
            case PING -> new Frame.Ping(in.getLong());
            case PONG -> new Frame.Pong(in.getLong());
            case HEALTH -> new Frame.Health(StandardCharsets.UTF_8.decode(in).toString());
            case RESTARTING -> new Frame.Restarting(millis(in), millis(in));
        };
    }

    static void checkLength(FrameType type, int length) throws MalformedFrameException {
        if (length < type.minPayload() || length > type.maxPayload()) {
            throw new MalformedFrameException("a " + type + " of " + length + " bytes; it has " + type.minPayload()
                    + (type.minPayload() == type.maxPayload() ? "" : " to " + type.maxPayload()));
        }
    }

    private static Frame serverKey(ByteBuffer in) throws MalformedFrameException {
        if (in.getLong() != MAGIC) {
            throw new MalformedFrameException("a SERVER_KEY without the magic of DERP");
        }
        return new Frame.ServerKey(RelayPublicKey.read(in));
    }

    private static Frame notePreferred(byte value) throws MalformedFrameException {
        return switch (value) {
            case 0 -> new Frame.NotePreferred(false);
            case 1 -> new Frame.NotePreferred(true);
            default -> throw new MalformedFrameException("a NOTE_PREFERRED that is neither 0 nor 1");
        };
    }

    private static Frame peerPresent(ByteBuffer in) {
        RelayPublicKey peer = RelayPublicKey.read(in);
        Optional<InetSocketAddress> address = in.remaining() >= ADDRESS_BYTES + Short.BYTES
                ? Optional.of(address(in))
                : Optional.empty();
        return new Frame.PeerPresent(peer, address, address.isPresent() && in.hasRemaining() ? in.get() & 0xff : 0);
    }

    private static InetSocketAddress address(ByteBuffer in) {
        byte[] address = new byte[ADDRESS_BYTES];
        in.get(address);
        int port = in.getShort() & 0xffff;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException cannotHappen) {
            throw new IllegalStateException("an address of 16 bytes", cannotHappen);
        }
    }

    private static Duration millis(ByteBuffer in) {
        return Duration.ofMillis(in.getInt() & 0xffff_ffffL);
    }
}
