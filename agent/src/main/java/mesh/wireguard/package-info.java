// SPDX-License-Identifier: Apache-2.0
/**
 * The WireGuard interface of this host, which its kernel or a program beside it runs: what its peers do, and where their
 * packets go. Private and preshared keys are never asked for. Flows in: the interface's name. Flows out: a {@link
 * mesh.wireguard.PeerReading} for each peer. May import core; knows no relay and no path.
 */
@NullMarked
package mesh.wireguard;

import org.jspecify.annotations.NullMarked;
