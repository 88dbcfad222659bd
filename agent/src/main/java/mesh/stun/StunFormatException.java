// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

/** A packet that is not a STUN message, with the reason. Without stack trace: anybody can send them by the million. */
public final class StunFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    StunFormatException(String why) {
        super(why, null, false, false);
    }
}
