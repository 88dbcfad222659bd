// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A command's standard error: its last 64 KiB. */
final class TailOutput extends OutputStream {
    private static final int LIMIT_BYTES = 64 * 1024;

    /** A ring; guarded by this, as is the next. */
    private final byte[] ring = new byte[LIMIT_BYTES];
    private long written;

    @Override
    public synchronized void write(int value) {
        ring[(int) (written++ % LIMIT_BYTES)] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        for (int i = 0; i < length; i++) {
            write(buffer[offset + i]);
        }
    }

    /** UTF-8 with malformed bytes replaced. */
    synchronized String text() {
        int length = (int) Math.min(written, LIMIT_BYTES);
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = ring[(int) ((written - length + i) % LIMIT_BYTES)];
        }
        return new String(tail, StandardCharsets.UTF_8);
    }
}
