// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** How a pair's packets travel. */
public enum PairState {
    /** Through a relay. */
    RELAY,
    /** Direct, and not yet confirmed by WireGuard's counters. */
    TRIAL,
    /** Direct. */
    DIRECT
}
