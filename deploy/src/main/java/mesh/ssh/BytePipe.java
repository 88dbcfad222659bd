// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded pipe between threads. Unlike {@link java.io.PipedInputStream} it does not care which threads are alive: one
 * thread logs in and another reads afterwards. Closing either end ends both; what was written before can be read.
 */
final class BytePipe implements AutoCloseable {
    private static final int CAPACITY_BYTES = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    /** Guarded by {@link #lock}, as are the next three. */
    private final byte[] ring = new byte[CAPACITY_BYTES];
    private int start;
    private int size;
    private boolean closed;

    InputStream input() {
        return new In();
    }

    OutputStream output() {
        return new Out();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] buffer, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (size == 0 && !closed) {
                await();
            }
            int count = Math.min(size, length);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = ring[(start + i) % CAPACITY_BYTES];
            }
            start = (start + count) % CAPACITY_BYTES;
            size -= count;
            moved.signalAll();
            return count == 0 && length > 0 ? -1 : count;
        } finally {
            lock.unlock();
        }
    }

    private int give(byte[] buffer, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (size == CAPACITY_BYTES && !closed) {
                await();
            }
            if (closed) {
                throw new IOException("the pipe is closed");
            }
            int count = Math.min(CAPACITY_BYTES - size, length);
            for (int i = 0; i < count; i++) {
                ring[(start + size + i) % CAPACITY_BYTES] = buffer[offset + i];
            }
            size += count;
            moved.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void await() throws IOException {
        try {
            moved.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            return length == 0 ? 0 : take(buffer, offset, length);
        }

        @Override
        public void close() {
            BytePipe.this.close();
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            int done = 0;
            while (done < length) {
                done += give(buffer, offset + done, length - done);
            }
        }

        @Override
        public void close() {
            BytePipe.this.close();
        }
    }
}
