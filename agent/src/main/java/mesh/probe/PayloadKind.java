// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

/** What a payload on WireGuard's port is, told by its first bytes. */
public enum PayloadKind {
    /** It begins with {@link ProbeSocket#MAGIC}. */
    PROBE,
    /** The magic cookie stands at byte 4 (RFC 8489 section 5). */
    STUN,
    /** WireGuard's, or nobody's. */
    OTHER;

    private static final int COOKIE_AT = 4;
    private static final byte[] COOKIE = {0x21, 0x12, (byte) 0xa4, 0x42};

    public static PayloadKind of(byte[] payload) {
        if (isProbe(payload)) {
            return PROBE;
        }
        return payload.length >= COOKIE_AT + COOKIE.length && java.util.Arrays.equals(payload, COOKIE_AT,
                COOKIE_AT + COOKIE.length, COOKIE, 0, COOKIE.length) ? STUN : OTHER;
    }

    private static boolean isProbe(byte[] payload) {
        for (int i = 0; i < ProbeSocket.MAGIC.size(); i++) {
            if (payload.length <= i || payload[i] != ProbeSocket.MAGIC.get(i)) {
                return false;
            }
        }
        return true;
    }
}
