// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

/**
 * The router's clock against ours: whether it forgot our mappings since it was last heard (RFC 6887 section 8.5, which
 * covers RFC 6886 section 3.6). Not safe for concurrent use.
 */
final class RouterEpoch {
    private boolean isKnown;
    private long epoch;
    private long heardAt;

    /** Takes the epoch of an answer; true if mappings made before are gone. */
    boolean restarted(long heard, long nowNanos) {
        long ours = (nowNanos - heardAt) / 1_000_000_000L;
        long theirs = heard - epoch;
        boolean isBack = theirs < -1;
        boolean isSlow = theirs + 2 < ours - ours / 16;
        boolean isFast = ours + 2 < theirs - theirs / 16;
        boolean restarted = isKnown && (isBack || isSlow || isFast);
        isKnown = true;
        epoch = heard;
        heardAt = nowNanos;
        return restarted;
    }
}
