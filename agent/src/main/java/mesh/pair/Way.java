// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import mesh.net.TransportAddress;

/**
 * A direct path as the NATs on it let it look: WireGuard's two ports, seen from here.
 *
 * @param remote where this host sends to
 * @param seenAs where the peer sends to
 */
record Way(TransportAddress remote, TransportAddress seenAs) {}
