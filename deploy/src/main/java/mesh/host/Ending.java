// SPDX-License-Identifier: Apache-2.0
package mesh.host;

/** How a program ended, by its exit status. */
public enum Ending {
    /** All done. */
    DONE(0),
    /** The host is not what the plan was made from; nothing was changed. */
    STALE(75),
    /** Something stood in the way before anything was changed. */
    REFUSED(76),
    /** A step failed after files had been changed; they are as they were. */
    RESTORED(77),
    /** A step failed and the host is between two states. */
    BROKEN(78),
    /** Another run holds the host; nothing was changed. */
    LOCKED(79),
    /** The change that is to be confirmed is still at work, or stopped half-way. */
    UNFINISHED(80),
    /** The change that is to be confirmed was undone by the host. */
    ROLLED_BACK(81),
    /** The program did not end by itself, or is none of ours. */
    UNKNOWN(-1);

    private final int status;

    Ending(int status) {
        this.status = status;
    }

    static Ending of(int status) {
        for (Ending ending : values()) {
            if (ending.status == status) {
                return ending;
            }
        }
        return UNKNOWN;
    }
}
