// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** Why a direct path was given up. The order is that of the numbers on the wire. */
public enum FallbackReason {
    /** WireGuard's own packets did not follow the probes: something on the way tells them apart. */
    NOT_CONFIRMED("probes pass, WireGuard does not"),
    /** Beats inside the tunnel were not answered. */
    SILENT("no answer through the tunnel"),
    /** Bytes are sent and none come. */
    ONE_WAY("packets leave and none come"),
    /** An address or route of the host is another. */
    NETWORK_CHANGED("the network changed"),
    /** The kernel's endpoint is one that was not agreed on. */
    ROAMED("the peer's address changed"),
    /** The agent starts or ends. */
    RESTARTED("the agent restarted"),
    /** What was agreed could not be said in time. */
    UNANSWERED("the other agent did not answer");

    private final String words;

    FallbackReason(String words) {
        this.words = words;
    }

    /** A clause for people. */
    public String words() {
        return words;
    }
}
