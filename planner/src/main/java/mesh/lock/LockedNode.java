// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.tls.Certificate;

/**
 * What is decided about one host or device.
 *
 * @param addresses one of a family, IPv4 first
 * @param port listen port; absent for devices
 * @param key absent until the host has one; of a device: the one that {@code mesh export} made
 * @param reach absent for devices
 * @param presharedEpoch the epoch of its preshared keys where it is above the spec's
 * @param relay what is known of its relay; absent where it has none, or none yet
 * @param certificate the last one that was made for it
 * @param agent by which its agent is known; absent where it has none, or none yet
 */
public record LockedNode(List<IpAddress> addresses, Optional<Port> port, Optional<LockedKey> key,
        Optional<Reach> reach, Optional<Integer> presharedEpoch, Optional<LockedRelay> relay,
        Optional<Certificate> certificate, Optional<RelayKey> agent) {
    /** Nothing yet. */
    static final LockedNode UNDECIDED = new LockedNode(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** With the preshared keys of the spec's epoch. */
    public LockedNode(List<IpAddress> addresses, Optional<Port> port, Optional<LockedKey> key, Optional<Reach> reach) {
        this(addresses, port, key, reach, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public LockedNode {
        addresses = List.copyOf(addresses);
    }

    public LockedNode withKey(LockedKey newKey) {
        return new LockedNode(addresses, port, Optional.of(newKey), reach, presharedEpoch, relay, certificate, agent);
    }

    LockedNode withoutKey() {
        return new LockedNode(addresses, port, Optional.empty(), reach, presharedEpoch, relay, certificate, agent);
    }

    LockedNode withPresharedEpoch(Optional<Integer> epoch) {
        return new LockedNode(addresses, port, key, reach, epoch, relay, certificate, agent);
    }

    LockedNode withRelay(LockedRelay known) {
        return new LockedNode(addresses, port, key, reach, presharedEpoch, Optional.of(known), certificate, agent);
    }

    LockedNode withCertificate(Certificate made) {
        return new LockedNode(addresses, port, key, reach, presharedEpoch, relay, Optional.of(made), agent);
    }

    LockedNode withAgent(RelayKey known) {
        return new LockedNode(addresses, port, key, reach, presharedEpoch, relay, certificate, Optional.of(known));
    }

    /** The epoch in use where the spec says {@code fromSpec}: the higher of the two. */
    public int presharedEpoch(int fromSpec) {
        return Math.max(fromSpec, presharedEpoch.orElse(fromSpec));
    }

    public Optional<PublicKey> publicKey() {
        return key.map(LockedKey::publicKey);
    }

    /** True for a host that may have been configured: without a key none can be. */
    boolean carriesConfiguration() {
        return key.isPresent() && reach.isPresent();
    }
}
