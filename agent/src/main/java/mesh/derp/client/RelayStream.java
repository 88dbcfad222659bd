// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import mesh.derp.Frame;
import mesh.derp.FrameReader;
import mesh.derp.FrameType;

/** Frames over two blocking streams. One thread reads, one writes. */
final class RelayStream {
    /** Twice what a record of TLS holds; a longer frame makes it longer. */
    private static final int BUFFER_BYTES = 1 << 15;

    private final InputStream in;
    private final OutputStream out;
    private final FrameReader reader = new FrameReader();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();

    RelayStream(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Waits for the next frame of a known type. */
    void next() throws IOException {
        while (!reader.next(buffer)) {
            makeRoom(reader.needed(buffer));
            int read = in.read(buffer.array(), buffer.limit(), buffer.capacity() - buffer.limit());
            if (read < 0) {
                throw new EOFException("the relay closed the connection");
            }
            buffer.limit(buffer.limit() + read);
        }
    }

    /** What is there goes to the front of a buffer that holds {@code needed} bytes, as far as frames may be long. */
    private void makeRoom(int needed) {
        if (buffer.position() + needed <= buffer.capacity() && buffer.limit() < buffer.capacity()) {
            return;
        }
        ByteBuffer target = needed > buffer.capacity() ? ByteBuffer.allocate(needed) : buffer;
        int length = buffer.remaining();
        System.arraycopy(buffer.array(), buffer.position(), target.array(), 0, length);
        buffer = target.position(0).limit(length);
    }

    FrameType type() {
        return reader.type();
    }

    /** A view that is good until {@link #next}. */
    ByteBuffer payload() {
        return reader.payload();
    }

    Frame frame() throws IOException {
        return reader.frame();
    }

    long unknownFrames() {
        return reader.unknownFrames();
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** What was put into {@code batch}, without a copy of it. */
    void write(ByteArrayOutputStream batch) throws IOException {
        batch.writeTo(out);
    }

    void flush() throws IOException {
        out.flush();
    }
}
