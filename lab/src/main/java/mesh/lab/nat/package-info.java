// SPDX-License-Identifier: Apache-2.0
/**
 * Agents in networks of every kind. A {@link mesh.lab.nat.NatScene} is one lab with two hosts for each {@link
 * mesh.lab.nat.NetworkKind} and two relays; a {@link mesh.lab.nat.PairTrial} lets two of the hosts find each other and
 * tells how that went, by pings and by what WireGuard itself says of its endpoints. Like all of the lab it imports
 * nothing of mesh: agents are told by files and asked over their sockets, as anybody would.
 */
@NullMarked
package mesh.lab.nat;

import org.jspecify.annotations.NullMarked;
