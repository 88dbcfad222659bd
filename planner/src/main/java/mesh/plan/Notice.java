// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Locale;

/**
 * What people must know of a host's plan before they approve it. It changes nothing by itself; apply may ask for a word
 * more because of it.
 *
 * @param kind what it is about
 * @param text one line for people, without the host's name
 */
public record Notice(Kind kind, String text) {
    /** What it is about. */
    public enum Kind {
        /** Something on the host was changed by another hand, and apply would write over it. */
        FOREIGN,
        /** The change touches the way on which SSH comes to the host. */
        SSH_PATH,
        /** A key is older than {@code keys.rotate-after}. */
        KEY_DUE,
        /** A certificate ends soon. */
        CERTIFICATE_DUE,
        /** A step of a key's rotation. */
        ROTATION;

        /** As documents write it: {@code key-due}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
