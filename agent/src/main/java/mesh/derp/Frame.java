// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One message of the protocol, as the table of this package draws it. */
public sealed interface Frame {
    /** Type and length before each payload. */
    int HEADER_BYTES = 5;

    FrameType type();

    /** Who the relay is. */
    record ServerKey(RelayPublicKey key) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.SERVER_KEY;
        }
    }

    /** @param box a {@link ClientInfoJson}, sealed for the relay by {@code client} */
    record ClientInfo(RelayPublicKey client, Octets box) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CLIENT_INFO;
        }
    }

    /** @param box a {@link ServerInfoJson}, sealed for the client by the relay */
    record ServerInfo(Octets box) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.SERVER_INFO;
        }
    }

    record SendPacket(RelayPublicKey destination, Octets packet) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.SEND_PACKET;
        }
    }

    /** @param source the relay's word; it proves nothing beyond that */
    record RecvPacket(RelayPublicKey source, Octets packet) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RECV_PACKET;
        }
    }

    record KeepAlive() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.KEEP_ALIVE;
        }
    }

    /** @param preferred whether this relay is the client's home; for statistics only */
    record NotePreferred(boolean preferred) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.NOTE_PREFERRED;
        }
    }

    record PeerGone(RelayPublicKey peer, GoneReason reason) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PEER_GONE;
        }
    }

    /**
     * @param address where the peer connects from; absent from relays that do not tell
     * @param flags 1 regular, 2 mesh peer, 4 prober, 8 not at its first choice; 0 if absent
     */
    record PeerPresent(RelayPublicKey peer, Optional<InetSocketAddress> address, int flags) implements Frame {
        public static final int REGULAR = 1;
        public static final int MESH_PEER = 2;
        public static final int PROBER = 4;
        public static final int NOT_IDEAL = 8;

        @Override
        public FrameType type() {
            return FrameType.PEER_PRESENT;
        }
    }

    record ForwardPacket(RelayPublicKey source, RelayPublicKey destination, Octets packet) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.FORWARD_PACKET;
        }
    }

    record WatchConns() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.WATCH_CONNS;
        }
    }

    record ClosePeer(RelayPublicKey peer) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CLOSE_PEER;
        }
    }

    /** @param data eight bytes that {@link Pong} gives back */
    record Ping(long data) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PING;
        }
    }

    record Pong(long data) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PONG;
        }
    }

    /** @param problem for a person to read; empty when there is none any more */
    record Health(String problem) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.HEALTH;
        }
    }

    /**
     * @param reconnectIn how long to wait first, so that clients do not all come at once
     * @param tryFor how long it is worth trying this relay before another
     */
    record Restarting(Duration reconnectIn, Duration tryFor) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RESTARTING;
        }
    }

    /**
     * Reads a payload, all that remains of {@code payload}.
     *
     * @throws MalformedFrameException if it cannot be a payload of {@code type}
     */
    static Frame decode(FrameType type, ByteBuffer payload) throws MalformedFrameException {
        return FrameDecoder.decode(type, payload);
    }

    /** The frame as it goes over the wire, header and all. */
    default byte[] encode() {
        return FrameEncoder.encode(this);
    }

    /** The bytes of a {@link Health} text. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
