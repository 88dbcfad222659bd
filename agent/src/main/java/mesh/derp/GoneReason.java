// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

/** Why a peer cannot be reached through this relay. */
public enum GoneReason {
    /** It was connected and no longer is. */
    DISCONNECTED(0x00),
    /** It is not connected, or the relay does not know it. */
    NOT_HERE(0x01),
    /** A reason of a later version. */
    OTHER(0xff);

    private final int code;

    GoneReason(int code) {
        this.code = code;
    }

    static GoneReason of(int code) {
        return switch (code) {
            case 0x00 -> DISCONNECTED;
            case 0x01 -> NOT_HERE;
            default -> OTHER;
        };
    }

    int code() {
        return code;
    }
}
