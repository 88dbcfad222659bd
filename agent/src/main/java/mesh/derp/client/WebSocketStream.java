// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

import mesh.http.WebSocketReader;

/**
 * A client's end of a WebSocket (RFC 6455) as two streams of bytes: borders of messages mean nothing. What is written in
 * one call is one masked binary message. Pings are answered, a close is the end. One thread reads, others may write.
 */
final class WebSocketStream {
    private static final int BINARY = 0x82;
    private static final int PONG = 0x8a;
    private static final int BUFFER_BYTES = 1 << 16;

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
        private final WebSocketReader reader = WebSocketReader.ofServers();
        private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).flip();

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
            ByteBuffer target = ByteBuffer.wrap(bytes, from, length);
            while (true) {
                WebSocketReader.Event event = reader.read(received, target);
                if (event == WebSocketReader.Event.PING) {
                    out.message(PONG, reader.control(), 0, reader.control().length);
                    out.flush();
                }
                if (target.position() > from) {
                    return target.position() - from;
                }
                if (event == WebSocketReader.Event.CLOSE || event == WebSocketReader.Event.NOTHING && !fill()) {
                    return -1;
                }
            }
        }

        private boolean fill() throws IOException {
            received.compact();
            int read = in.read(received.array(), received.position(), received.remaining());
            received.position(received.position() + Math.max(0, read)).flip();
            return read >= 0;
        }
    }
}
