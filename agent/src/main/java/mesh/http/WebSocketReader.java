// SPDX-License-Identifier: Apache-2.0
package mesh.http;

import java.nio.ByteBuffer;

/**
 * Takes a stream of bytes out of WebSocket frames (RFC 6455 section 5). Borders of messages mean nothing: what binary frames
 * carry is joined. For one thread.
 */
public final class WebSocketReader {
    /** The longest payload of one frame; a longer one is taken for garbage. */
    public static final int MAX_PAYLOAD = 1 << 20;

    private static final int MAX_CONTROL = 125;
    private static final int OP_CONTINUATION = 0;
    private static final int OP_BINARY = 2;
    private static final int OP_CLOSE = 8;
    private static final int OP_PING = 9;
    private static final int OP_PONG = 10;

    /** What happened, besides bytes that came out. */
    public enum Event {
        /** All that could be read was. */
        NOTHING,
        /** A ping is to be answered with {@link WebSocketReader#control}. */
        PING,
        /** The peer closes; nothing follows. */
        CLOSE
    }

    private final boolean masked;
    private int opcode;
    private long left;
    private int mask;
    private int maskAt;
    private byte[] control = {};

    private WebSocketReader(boolean masked) {
        this.masked = masked;
    }

    /** A reader of what clients send: all of it is masked. */
    public static WebSocketReader ofClients() {
        return new WebSocketReader(true);
    }

    /** A reader of what servers send: nothing of it is masked. */
    public static WebSocketReader ofServers() {
        return new WebSocketReader(false);
    }

    /** The payload of the ping that {@link #read} met. */
    public byte[] control() {
        return control.clone();
    }

    /**
     * Moves the payload of binary frames from {@code in} to {@code out}, until one is exhausted or full, or something
     * happens; then it is called again.
     *
     * @throws HttpFormatException if {@code in} is no WebSocket of bytes
     */
    public Event read(ByteBuffer in, ByteBuffer out) throws HttpFormatException {
        while (true) {
            if (left == 0 && !readHeader(in)) {
                return Event.NOTHING;
            }
            if (opcode >= OP_CLOSE) {
                if (in.remaining() < left) {
                    return Event.NOTHING;
                }
                Event event = readControl(in);
                if (event != Event.NOTHING) {
                    return event;
                }
            } else {
                move(in, out);
                if (left > 0) {
                    return Event.NOTHING;
                }
            }
        }
    }

    private boolean readHeader(ByteBuffer in) throws HttpFormatException {
        if (in.remaining() < 2) {
            return false;
        }
        int at = in.position();
        int first = in.get(at) & 0xff;
        int second = in.get(at + 1) & 0xff;
        int shortLength = second & 0x7f;
        int header = 2 + (shortLength == 127 ? Long.BYTES : shortLength == 126 ? Short.BYTES : 0) + (masked ? 4 : 0);
        check(first, second, shortLength);
        if (in.remaining() < header) {
            return false;
        }
        left = shortLength == 127
                ? in.getLong(at + 2)
                : shortLength == 126 ? in.getShort(at + 2) & 0xffff : shortLength;
        if (left < 0 || left > MAX_PAYLOAD) {
            throw new HttpFormatException("a WebSocket frame of more than " + MAX_PAYLOAD + " bytes");
        }
        opcode = first & 0x0f;
        mask = masked ? in.getInt(at + header - 4) : 0;
        maskAt = 0;
        in.position(at + header);
        return true;
    }

    private void check(int first, int second, int shortLength) throws HttpFormatException {
        int op = first & 0x0f;
        boolean known = op == OP_CONTINUATION || op == OP_BINARY || op >= OP_CLOSE && op <= OP_PONG;
        if ((first & 0x70) != 0 || !known) {
            throw new HttpFormatException("a WebSocket frame of another kind than bytes");
        }
        if ((second & 0x80) != 0 != masked) {
            throw new HttpFormatException(masked ? "a WebSocket frame without a mask" : "a masked WebSocket frame");
        }
        if (op >= OP_CLOSE && ((first & 0x80) == 0 || shortLength > MAX_CONTROL)) {
            throw new HttpFormatException("a WebSocket control frame that is cut up or too long");
        }
    }

    private Event readControl(ByteBuffer in) {
        ByteBuffer payload = ByteBuffer.allocate((int) left);
        move(in, payload);
        control = payload.array();
        return switch (opcode) {
            case OP_CLOSE -> Event.CLOSE;
            case OP_PING -> Event.PING;
            default -> Event.NOTHING;
        };
    }

    private void move(ByteBuffer in, ByteBuffer out) {
        int length = (int) Math.min(left, Math.min(in.remaining(), out.remaining()));
        int at = out.position();
        out.put(at, in, in.position(), length).position(at + length);
        in.position(in.position() + length);
        left -= length;
        if (masked) {
            unmask(out, at, length);
        }
    }

    private void unmask(ByteBuffer out, int at, int length) {
        int key = Integer.rotateLeft(mask, 8 * maskAt);
        int i = 0;
        for (; i + Integer.BYTES <= length; i += Integer.BYTES) {
            out.putInt(at + i, out.getInt(at + i) ^ key);
        }
        for (; i < length; i++) {
            out.put(at + i, (byte) (out.get(at + i) ^ key >>> 24 - 8 * (i & 3)));
        }
        maskAt = maskAt + length & 3;
    }
}
