// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Watches what a server says before its version line {@code SSH-2.0-…} (RFC 4253 section 4.2 allows other lines first),
 * so that something that is no SSH server is told from one, and cannot talk for ever.
 */
final class GreetingGuard extends FilterInputStream {
    private static final int MAX_BYTES = 8192;
    private static final int SHOWN_CHARS = 60;
    private static final String GREETING = "SSH-";

    private final StringBuffer seen = new StringBuffer();
    private volatile boolean greeted;

    GreetingGuard(InputStream in) {
        super(in);
    }

    boolean greeted() {
        return greeted;
    }

    /** The first thing the server said, for people; empty when it said nothing. */
    String firstWords() {
        String text = seen.toString().strip();
        return text.substring(0, Math.min(text.length(), SHOWN_CHARS));
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (!greeted && value >= 0) {
            watch(value);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = 0; i < count && !greeted; i++) {
            watch(buffer[offset + i]);
        }
        return count;
    }

    private void watch(int value) throws IOException {
        seen.append(new String(new byte[]{(byte) value}, StandardCharsets.ISO_8859_1));
        int line = seen.lastIndexOf("\n") + 1;
        if (seen.length() >= line + GREETING.length() && seen.indexOf(GREETING, line) == line) {
            greeted = true;
        } else if (seen.length() > MAX_BYTES) {
            throw new IOException("no SSH greeting in the first " + MAX_BYTES + " bytes");
        }
    }
}
