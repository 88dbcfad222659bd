// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A stream that remembers its first failure, which a PrintWriter would swallow. Used by one thread at a time. */
public final class WatchedOutput extends OutputStream {
    private final OutputStream stream;
    private Optional<IOException> failure = Optional.empty();

    public WatchedOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** What went wrong first; absent while everything was written. */
    public Optional<IOException> failure() {
        return failure;
    }

    /** True where the reader went away by itself, as {@code head} does: nothing to tell anybody. */
    public boolean readerLeft() {
        return failure.map(IOException::getMessage).filter(text -> text.contains("Broken pipe")).isPresent();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[]{(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException failed) {
            failure = failure.or(() -> Optional.of(failed));
            throw failed;
        }
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }
}
