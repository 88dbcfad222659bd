// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

import java.io.IOException;

/** The system refused a call. The message has the call and the system's words. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;

    /** EPERM: Linux and OpenBSD. */
    public static final int NOT_PERMITTED = 1;
    /** EINTR: Linux and OpenBSD. */
    public static final int INTERRUPTED = 4;
    /** EACCES: Linux and OpenBSD. */
    public static final int ACCESS = 13;

    private final int number;

    SystemCallException(String call, int number, String words) {
        super(call + ": " + words);
        this.number = number;
    }

    /** The system's errno. */
    public int number() {
        return number;
    }

    /** Whether another user, or more rights, would be let through. */
    public boolean isForLackOfRights() {
        return number == NOT_PERMITTED || number == ACCESS;
    }
}
