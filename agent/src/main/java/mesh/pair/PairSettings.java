// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Set;

import mesh.net.IpAddress;

/**
 * What a pair's paths must fit to.
 *
 * @param mtuBytes of the interface, 576 to 65,535
 * @param inside mesh addresses of both hosts: what is reached there is reached through the tunnel, which is no path for it
 */
public record PairSettings(int mtuBytes, Set<IpAddress> inside) {
    /** What WireGuard adds to a packet: type and receiver 8, counter 8, tag 16. Padding never exceeds the MTU. */
    private static final int WIREGUARD_BYTES = 32;

    public PairSettings {
        if (mtuBytes < 576 || mtuBytes > 65_535) {
            throw new IllegalArgumentException("no interface has an MTU of " + mtuBytes);
        }
        inside = Set.copyOf(inside);
    }

    /** The UDP payload of WireGuard's longest packet. */
    public int fullBytes() {
        return mtuBytes + WIREGUARD_BYTES;
    }
}
