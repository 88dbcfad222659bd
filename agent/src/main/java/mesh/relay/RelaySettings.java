// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.derp.MeshKey;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.relay.tls.TlsIdentity;

/**
 * All that a relay is told, with every file read.
 *
 * @param listen addresses for TCP; port 0 takes any free one
 * @param identity the relay's own key
 * @param tls what TLS shows, without meta certificate; empty for plain HTTP, behind a proxy
 * @param admission who may use it
 * @param meshKey shared with other relays; empty if there are none, or if each is known by its own key
 * @param meshPeers the other relays
 * @param limits what it takes from clients
 * @param trustedProxies whose word counts about the address of a client
 */
public record RelaySettings(List<InetSocketAddress> listen, RelayPrivateKey identity, Optional<TlsIdentity> tls,
        Admission admission, Optional<MeshKey> meshKey, List<MeshPeer> meshPeers, Limits limits,
        Set<IpAddress> trustedProxies) {
    public RelaySettings {
        listen = List.copyOf(listen);
        meshPeers = List.copyOf(meshPeers);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /** Whether it is listed as that of another relay. */
    boolean isPeerKey(RelayPublicKey key) {
        return meshPeers.stream().anyMatch(peer -> peer.key().filter(key::equals).isPresent());
    }

    /** Whether other relays that do not stand in the list may show themselves as such. */
    boolean hasMeshKey() {
        return meshKey.isPresent();
    }
}
