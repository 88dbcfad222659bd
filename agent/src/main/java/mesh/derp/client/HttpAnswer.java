// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1.1 answer. What follows it in the stream is left there: it belongs to the next protocol.
 *
 * @param status 100 to 599
 * @param headers by lower-case name; of one that stands twice the last
 */
record HttpAnswer(int status, Map<String, String> headers) {
    static final int SWITCHING = 101;

    private static final int MOST_BYTES = 8192;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    /** @throws IOException if what comes is no answer, or larger than 8 KiB */
    static HttpAnswer read(InputStream in) throws IOException {
        Matcher status = STATUS.matcher(line(in, MOST_BYTES));
        if (!status.matches()) {
            throw new IOException("what answers is no HTTP server");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        int left = MOST_BYTES;
        String line = line(in, left);
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            left -= line.length() + 2;
            line = line(in, left);
        }
        return new HttpAnswer(Integer.parseInt(status.group(1)), headers);
    }

    /** Byte by byte, so that nothing after the head is taken; the stream below is buffered. */
    private static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the connection ended before the answer did");
            }
            if (octet == '\n') {
                boolean hasReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
                return hasReturn ? line.substring(0, line.length() - 1) : line.toString();
            }
            if (line.length() >= most) {
                throw new IOException("an HTTP answer over " + MOST_BYTES + " bytes");
            }
            line.append((char) octet);
        }
    }

    /** A request as bytes: its first line, then headers as {@code Name: value}. */
    static byte[] request(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
