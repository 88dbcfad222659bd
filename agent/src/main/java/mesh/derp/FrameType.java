// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.util.Optional;

/** The first byte of a frame, and how long the payload of each type may be. */
public enum FrameType {
    SERVER_KEY(0x01, 40, 1024),
    CLIENT_INFO(0x02, 72, 256 << 10),
    SERVER_INFO(0x03, 40, 1 << 20),
    SEND_PACKET(0x04, 32, 32 + Packets.MAX_BYTES),
    RECV_PACKET(0x05, 32, 32 + Packets.MAX_BYTES),
    KEEP_ALIVE(0x06, 0, 0),
    NOTE_PREFERRED(0x07, 1, 1),
    PEER_GONE(0x08, 32, 1024),
    PEER_PRESENT(0x09, 32, 1024),
    FORWARD_PACKET(0x0a, 64, 64 + Packets.MAX_BYTES),
    WATCH_CONNS(0x10, 0, 0),
    CLOSE_PEER(0x11, 32, 32),
    PING(0x12, 8, 1000),
    PONG(0x13, 8, 1000),
    HEALTH(0x14, 0, 64 << 10),
    RESTARTING(0x15, 8, 8);

    private static final FrameType[] BY_CODE = new FrameType[256];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int minPayload;
    private final int maxPayload;

    FrameType(int code, int minPayload, int maxPayload) {
        this.code = code;
        this.minPayload = minPayload;
        this.maxPayload = maxPayload;
    }

    /** @param code the byte, 0 to 255; most of them are no type, and frames that carry one are skipped */
    public static Optional<FrameType> of(int code) {
        return Optional.ofNullable(BY_CODE[code]);
    }

    /** 0 to 255. */
    public int code() {
        return code;
    }

    /** The fewest bytes of payload that mean anything. */
    public int minPayload() {
        return minPayload;
    }

    /** The most bytes of payload that a reader takes. */
    public int maxPayload() {
        return maxPayload;
    }
}
