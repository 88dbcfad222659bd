// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Optional;

/**
 * What a host needs besides its interface.
 *
 * @param forwardsV4 its kernel passes IPv4 packets on
 * @param forwardsV6 its kernel passes IPv6 packets on
 * @param relays it passes packets from peer to peer
 * @param gateway what it passes between the mesh and networks behind it; absent: nothing
 * @param exit through which its internet traffic goes; absent: its own way
 * @param names what stands in its {@code /etc/hosts}; absent: nothing of mesh
 */
public record Ground(boolean forwardsV4, boolean forwardsV6, boolean relays, Optional<Gateway> gateway,
        Optional<ExitUse> exit, Optional<NameTable> names) {
    /** Of a host that needs nothing; it gets no file for it. */
    public static final Ground NONE = new Ground(false, false, false, Optional.empty(), Optional.empty());

    /** Without names. */
    public Ground(boolean forwardsV4, boolean forwardsV6, boolean relays, Optional<Gateway> gateway,
            Optional<ExitUse> exit) {
        this(forwardsV4, forwardsV6, relays, gateway, exit, Optional.empty());
    }

    /** The same with names. */
    public Ground with(Optional<NameTable> table) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, table);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** True where packets are filtered or rewritten. */
    public boolean hasFirewall() {
        return gateway.isPresent() || exit.isPresent();
    }
}
