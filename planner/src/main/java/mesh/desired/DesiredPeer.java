// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * One peer of one host, by one of its keys. Entries for a next or a former key have no allowed IPs.
 *
 * @param name whose peer it is
 * @param publicKey absent until the peer's key is born: known after apply
 * @param endpoint where this host calls it; absent: it calls first
 * @param allowedIps sorted, unique across the host's peers
 * @param keepalive what this host sends; 0 is off
 * @param presharedEpoch epoch of the pair's preshared key; absent: none
 * @param role which of the peer's keys it is
 * @param carried sorted; those of the allowed IPs that are of nodes behind it, whose packets it carries
 * @param byAgent true where the host's agent sets endpoint and keepalive: neither is in a file, and what runs is left alone
 */
public record DesiredPeer(NodeName name, Optional<PublicKey> publicKey, Optional<Endpoint> endpoint,
        List<Cidr> allowedIps, Keepalive keepalive, Optional<Integer> presharedEpoch, KeyRole role,
        List<Cidr> carried, boolean byAgent) {

    public DesiredPeer {
        allowedIps = List.copyOf(allowedIps);
        carried = List.copyOf(carried);
    }

    /** One that carries nobody's packets. */
    public DesiredPeer(NodeName name, Optional<PublicKey> publicKey, Optional<Endpoint> endpoint,
            List<Cidr> allowedIps, Keepalive keepalive, Optional<Integer> presharedEpoch, KeyRole role) {
        this(name, publicKey, endpoint, allowedIps, keepalive, presharedEpoch, role, List.of(), false);
    }

    /** The entry for the key in use. */
    public DesiredPeer(NodeName name, Optional<PublicKey> publicKey, Optional<Endpoint> endpoint,
            List<Cidr> allowedIps, Keepalive keepalive, Optional<Integer> presharedEpoch) {
        this(name, publicKey, endpoint, allowedIps, keepalive, presharedEpoch, KeyRole.CURRENT);
    }

    /** The same with other allowed IPs. */
    public DesiredPeer with(List<Cidr> allowed) {
        return new DesiredPeer(name, publicKey, endpoint, allowed, keepalive, presharedEpoch, role, carried, byAgent);
    }

    /** What the host's files say of the keepalive; absent where that is its agent's. */
    public Optional<Keepalive> configuredKeepalive() {
        return byAgent ? Optional.empty() : Optional.of(keepalive);
    }

    /** Its own addresses, and networks behind it. */
    public List<Cidr> ownIps() {
        return carried.isEmpty() ? allowedIps : allowedIps.stream().filter(each -> !carried.contains(each)).toList();
    }

    /** The entry's own name among all entries of the host: {@code pi4}, {@code pi4.next} or {@code pi4.former}. */
    public String label() {
        return role == KeyRole.CURRENT ? name.text() : name + role.suffix();
    }
}
