// SPDX-License-Identifier: Apache-2.0
package mesh.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Makes the frames of a WebSocket (RFC 6455), and the answer to its handshake. */
public final class WebSocketFrames {
    /** The most bytes that stand before a payload that is not masked. */
    public static final int MAX_HEADER = 10;

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;

    private WebSocketFrames() {}

    /** The value of Sec-WebSocket-Accept for that of Sec-WebSocket-Key (section 4.2.2). */
    public static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The header of a binary message of {@code length} bytes that follow, as servers send it. */
    public static ByteBuffer binaryHeader(int length) {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER).put((byte) BINARY);
        if (length <= 125) {
            header.put((byte) length);
        } else if (length <= 0xffff) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        return header.flip();
    }

    /** @param payload of the ping, at most 125 bytes */
    public static byte[] pong(byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length).put((byte) PONG).put((byte) payload.length).put(payload).array();
    }

    /** Says that nothing follows. */
    public static byte[] close() {
        return new byte[]{(byte) CLOSE, 0};
    }
}
