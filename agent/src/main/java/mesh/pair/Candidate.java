// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import mesh.net.TransportAddress;

/**
 * An address at which a host may be called from outside, or not: only a probe tells.
 *
 * @param kind how it is known
 * @param address with the port on which WireGuard is called there
 */
public record Candidate(Kind kind, TransportAddress address) {
    /** How an address is known. The order is that in which they are tried. */
    public enum Kind {
        /** The spec says it. */
        DECLARED,
        /** An interface of the host has it. */
        HOST,
        /** A STUN server saw it. */
        MAPPED,
        /** The router gave it, by PCP or NAT-PMP. */
        FORWARDED
    }
}
