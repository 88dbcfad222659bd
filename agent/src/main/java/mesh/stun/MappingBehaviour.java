// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

/** Whether the way to one server tells how another sees us (RFC 4787 section 4.1, RFC 5780 section 4.3). */
public enum MappingBehaviour {
    /** Servers with different addresses saw the same: peers are likely to see it too, and can be told. */
    ENDPOINT_INDEPENDENT("endpoint-independent"),
    /** Each destination sees another address or port: what a server saw is of no use to a peer. */
    VARIES_BY_DESTINATION("varies by destination"),
    /** Fewer than two servers with different addresses answered. */
    UNKNOWN("unknown");

    private final String text;

    MappingBehaviour(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
