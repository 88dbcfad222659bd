// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

/**
 * What went through the shim for a peer since it was added. Packets, and bytes without any header.
 *
 * @param out from WireGuard to a relay
 * @param in from a relay to WireGuard; those that were injected are among them
 * @param injectedBytes from a relay to WireGuard as if they had come directly
 * @param droppedOut that the relay did not take
 * @param droppedIn that WireGuard could not be given
 */
public record ShimCounts(long out, long outBytes, long in, long inBytes, long injectedBytes, long droppedOut,
        long droppedIn) {
    /** Where nothing went. */
    public static final ShimCounts NONE = new ShimCounts(0, 0, 0, 0, 0, 0, 0);

    /** Of both directions. */
    public long dropped() {
        return droppedOut + droppedIn;
    }

    public ShimCounts plus(ShimCounts other) {
        return new ShimCounts(out + other.out, outBytes + other.outBytes, in + other.in, inBytes + other.inBytes,
                injectedBytes + other.injectedBytes, droppedOut + other.droppedOut, droppedIn + other.droppedIn);
    }
}
