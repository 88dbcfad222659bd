// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.name.NodeName;

/**
 * How one host ended.
 *
 * @param host which one
 * @param state its end state, read back from the host where that was possible
 * @param detail one line for people; empty where the state says it all
 * @param took from connecting to the end
 * @param sentBytes of the programs that change it, files included; 0 where nothing was sent
 */
public record HostOutcome(NodeName host, State state, String detail, Duration took, long sentBytes) {
    /** One to which nothing was sent. */
    public HostOutcome(NodeName host, State state, String detail, Duration took) {
        this(host, state, detail, took, 0);
    }

    /** End states. */
    public enum State {
        /** Had everything already. */
        UNCHANGED,
        /** Changed and verified. */
        APPLIED,
        /** De-configured. */
        REMOVED,
        /** Not reached; nothing was written. */
        SKIPPED,
        /** Host key or login refused; nothing was written. */
        REFUSED,
        /** It changed since it was read; nothing was written. */
        STALE,
        /** It went back to what it was before, by itself or because a step failed. */
        ROLLED_BACK,
        /** Another run holds it; nothing was written. */
        LOCKED,
        /** Its change was sent and no verdict could be read; it goes back by itself if it is not through. */
        UNHEARD,
        /** A step failed; the detail says what the host was left with. */
        FAILED
    }
}
