// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

/** What became of a datagram; derper counts by the first four names, so dashboards made for it read ours. */
public enum StunDisposition {
    SUCCESS("success"), NOT_STUN("not_stun"), READ_ERROR("read_error"), WRITE_ERROR("write_error"),
    /** Not answered, since its sender's network, or everybody, asked too often. */
    RATE_LIMITED("rate_limited"),
    /** Answered with an error: it asked for something that is not there. */
    REFUSED("refused");

    private final String label;

    StunDisposition(String label) {
        this.label = label;
    }

    /** The value of the metric's label {@code disposition}. */
    public String label() {
        return label;
    }
}
