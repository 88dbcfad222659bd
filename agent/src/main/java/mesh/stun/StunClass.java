// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

/** What a message is for; its two bits stand apart in the type field (RFC 8489 section 5). */
public enum StunClass {
    REQUEST(0x000), INDICATION(0x010), SUCCESS(0x100), ERROR(0x110);

    /** Where the class stands in the 16 bits of the type. */
    static final int MASK = 0x0110;

    private final int bits;

    StunClass(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    static StunClass ofType(int type) {
        return switch (type & MASK) {
            case 0x000 -> REQUEST;
            case 0x010 -> INDICATION;
            case 0x100 -> SUCCESS;
            default -> ERROR;
        };
    }
}
