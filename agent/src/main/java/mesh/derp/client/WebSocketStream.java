// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A client's end of a WebSocket (RFC 6455) as two streams of bytes: borders of messages mean nothing. What is written in
 * one call is one masked binary message. Pings are answered, a close is the end. One thread reads, others may write.
 */
final class WebSocketStream {
    private static final int BINARY = 0x82;
    private static final int PONG = 0x8a;
    private static final int OP_CONTINUATION = 0;
    private static final int OP_BINARY = 2;
    private static final int OP_CLOSE = 8;
    private static final int OP_PING = 9;
    private static final int OP_PONG = 10;
    private static final int MOST_CONTROL_BYTES = 125;
    private static final long MOST_PAYLOAD_BYTES = 1 << 20;

    private final Reading in;
    private final Writing out;

    /** @param random unpredictable: the mask keeps a page's author from choosing what a proxy sees */
    WebSocketStream(InputStream in, OutputStream out, RandomGenerator random) {
        this.out = new Writing(out, random);
        this.in = new Reading(in);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    private static final class Writing extends FilterOutputStream {
        private final RandomGenerator random;

        Writing(OutputStream out, RandomGenerator random) {
            super(out);
            this.random = random;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[]{(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            message(BINARY, bytes, from, length);
        }

        private synchronized void message(int first, byte[] bytes, int from, int length) throws IOException {
            ByteBuffer message = ByteBuffer.allocate(14 + length).put((byte) first);
            if (length <= 125) {
                message.put((byte) (0x80 | length));
            } else if (length <= 0xffff) {
                message.put((byte) (0x80 | 126)).putShort((short) length);
            } else {
                message.put((byte) (0x80 | 127)).putLong(length);
            }
            byte[] mask = new byte[4];
            random.nextBytes(mask);
            message.put(mask);
            for (int i = 0; i < length; i++) {
                message.put((byte) (bytes[from + i] ^ mask[i & 3]));
            }
            out.write(message.array(), 0, message.position());
        }
    }

    private final class Reading extends FilterInputStream {
        private long left;

        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (left == 0) {
                if (!nextFrame()) {
                    return -1;
                }
            }
            int read = in.read(bytes, from, (int) Math.min(left, length));
            if (read > 0) {
                left -= read;
            }
            return read;
        }

        /** False when the server closes. */
        private boolean nextFrame() throws IOException {
            byte[] head = exactly(2);
            int opcode = head[0] & 0x0f;
            int length = head[1];
            if ((head[0] & 0x70) != 0 || length < 0) {
                throw new IOException("a WebSocket frame that no server sends");
            }
            return switch (opcode) {
                case OP_CONTINUATION, OP_BINARY -> {
                    left = payloadLength(length);
                    yield true;
                }
                case OP_PING, OP_PONG, OP_CLOSE -> control(opcode, length);
                default -> throw new IOException("a WebSocket frame of another kind than bytes");
            };
        }

        private long payloadLength(int length) throws IOException {
            long payload = switch (length) {
                case 126 -> Short.toUnsignedInt(ByteBuffer.wrap(exactly(2)).getShort());
                case 127 -> ByteBuffer.wrap(exactly(8)).getLong();
                default -> length;
            };
            if (payload < 0 || payload > MOST_PAYLOAD_BYTES) {
                throw new IOException("a WebSocket frame over " + MOST_PAYLOAD_BYTES + " bytes");
            }
            return payload;
        }

        private boolean control(int opcode, int length) throws IOException {
            if (length > MOST_CONTROL_BYTES) {
                throw new IOException("a WebSocket control frame over " + MOST_CONTROL_BYTES + " bytes");
            }
            byte[] payload = exactly(length);
            if (opcode == OP_PING) {
                out.message(PONG, payload, 0, length);
                out.flush();
            }
            return opcode != OP_CLOSE;
        }

        private byte[] exactly(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("the connection ended inside a WebSocket frame");
            }
            return Arrays.copyOf(bytes, count);
        }
    }
}
