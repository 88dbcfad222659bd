// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

/** A connection or login that failed, with the reason that decides the exit code. Its message tells people what to do. */
public final class SshException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean droppedEarly;

    public SshException(Reason reason, String message) {
        this(reason, message, false);
    }

    private SshException(Reason reason, String message, boolean droppedEarly) {
        super(message);
        this.reason = reason;
        this.droppedEarly = droppedEarly;
    }

    /** The server hung up before it said who it is: it may be busy, and another try is worth it. */
    static SshException droppedEarly(String message) {
        return new SshException(Reason.PROTOCOL, message, true);
    }

    boolean isDroppedEarly() {
        return droppedEarly;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** No key of the host is pinned. */
        UNKNOWN_HOST_KEY,
        /** The host shows another key than the pinned one. */
        CHANGED_HOST_KEY,
        /** The host knows us not. */
        LOGIN_REFUSED,
        /** No answer, connection refused, no route, name not found. */
        UNREACHABLE,
        /** Connected, then too slow. */
        TIMED_OUT,
        /** Anything else on the wire. */
        PROTOCOL;

        /** True for what exit code 8 is for. */
        public boolean isRefusal() {
            return this == UNKNOWN_HOST_KEY || this == CHANGED_HOST_KEY || this == LOGIN_REFUSED;
        }
    }
}
