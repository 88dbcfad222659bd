// SPDX-License-Identifier: Apache-2.0
package mesh.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request up to its blank line. Refuses what a server and a proxy could read differently: folded lines, space before a
 * colon, bodies, bare control characters.
 *
 * @param method such as GET
 * @param path without query
 * @param headers by lower-case name; values of one name are joined by a comma
 */
public record RequestHead(String method, String path, Map<String, String> headers) {
    /** The longest head that is read. */
    public static final int MAX_BYTES = 8 << 10;

    private static final int MAX_HEADERS = 64;
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    public RequestHead {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /**
     * Reads a head from {@code in} and leaves what follows it, which belongs to the upgraded protocol.
     *
     * @return empty if the blank line is not there yet; {@code in} is then unchanged
     * @throws HttpFormatException if the head is too long or no request of HTTP/1.1 without a body
     */
    public static Optional<RequestHead> read(ByteBuffer in) throws HttpFormatException {
        int end = endOfHead(in);
        if (end < 0) {
            if (in.remaining() > MAX_BYTES) {
                throw new HttpFormatException("the head of a request is longer than " + MAX_BYTES + " bytes");
            }
            return Optional.empty();
        }
        byte[] bytes = new byte[end - in.position()];
        in.get(bytes);
        return Optional.of(parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** The value of a header, by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the comma-separated list in a header has {@code token}, whatever its case. */
    public boolean headerHas(String name, String token) {
        for (String part : headers.getOrDefault(name, "").split(",", -1)) {
            if (part.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    private static int endOfHead(ByteBuffer in) {
        int limit = Math.min(in.limit(), in.position() + MAX_BYTES);
        for (int i = in.position() + 3; i < limit; i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n' && in.get(i - 3) == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static RequestHead parse(String head) throws HttpFormatException {
        String[] lines = head.split("\r\n", -1);
        String[] request = lines[0].split(" ", -1);
        if (request.length != 3 || !isToken(request[0]) || !request[2].equals("HTTP/1.1")
                || !request[1].startsWith("/") || !isVisible(request[1])) {
            throw new HttpFormatException("a request line that is none of HTTP/1.1");
        }
        Map<String, String> headers = headers(lines);
        if (headers.containsKey("transfer-encoding") || !headers.getOrDefault("content-length", "0").equals("0")) {
            throw new HttpFormatException("a request with a body");
        }
        int query = request[1].indexOf('?');
        return new RequestHead(request[0], query < 0 ? request[1] : request[1].substring(0, query), headers);
    }

    private static Map<String, String> headers(String[] lines) throws HttpFormatException {
        if (lines.length - 3 > MAX_HEADERS) {
            throw new HttpFormatException("a request of more than " + MAX_HEADERS + " headers");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length - 2; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || !isToken(lines[i].substring(0, colon)) || !isPrintable(lines[i])) {
                throw new HttpFormatException("line " + (i + 1) + " of a request is no header");
            }
            headers.merge(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9' || TOKEN.indexOf(c) >= 0);
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c == '\t' || c >= ' ' && c != 0x7f);
    }
}
