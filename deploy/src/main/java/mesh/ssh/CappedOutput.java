// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A command's standard output, up to a limit; what goes beyond it fails the write. Written by one thread, read after its end. */
final class CappedOutput extends OutputStream {
    /** No command of this program prints anything near it. */
    static final int LIMIT_BYTES = 16 * 1024 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean overflowed;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable Consumer<String> lines;

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] buffer, int offset, int length) throws IOException {
        if (kept.size() + length > LIMIT_BYTES) {
            overflowed = true;
            throw new IOException("more output than " + LIMIT_BYTES + " bytes");
        }
        kept.write(buffer, offset, length);
        tell(buffer, offset, length);
        notifyAll();
    }

    /** From here on {@code listener} is told of each line as soon as it is whole, of those that are there at once. */
    synchronized void eachLine(Consumer<String> listener) {
        lines = listener;
        tell(kept.toByteArray(), 0, kept.size());
    }

    private void tell(byte[] buffer, int offset, int length) {
        if (lines == null) {
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(buffer[i]);
            }
        }
    }

    @Override
    public synchronized void close() {
        ended.countDown();
        notifyAll();
    }

    boolean overflowed() {
        return overflowed;
    }

    /** @return true as soon as the output has ended, false after {@code limit} */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the output holds {@code text}; false when it ended without. */
    synchronized boolean awaitText(String text) throws InterruptedException {
        while (!text().contains(text)) {
            if (ended.getCount() == 0) {
                return false;
            }
            wait();
        }
        return true;
    }

    /** UTF-8 with malformed bytes replaced. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
