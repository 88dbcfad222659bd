// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredPeer;
import mesh.files.HostLayout;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * A peer as templates see it.
 *
 * @param name of the peer, or {@code NAME.next} and {@code NAME.former} for an entry of a key that comes or goes
 * @param publicKey base64
 * @param presharedKeyFile absolute path on the host; empty: the pair has none
 * @param endpoint {@code HOST:PORT}, IPv6 in brackets; empty: this host never calls first
 * @param endpointHost address without brackets, or name; empty without endpoint
 * @param endpointPort UDP port; 0 without endpoint
 * @param keepalive in seconds; 0 is off
 * @param byAgent whether the host's agent sets the keepalive, and the file does not
 * @param allowedIps sorted
 */
public record PeerView(String name, String publicKey, String presharedKeyFile, String endpoint, String endpointHost,
        int endpointPort, int keepalive, boolean byAgent, List<String> allowedIps) {

    /** @throws java.util.NoSuchElementException if the peer's key is not known */
    static PeerView of(DesiredPeer peer, HostLayout layout) {
        return new PeerView(peer.label(), peer.publicKey().map(PublicKey::base64).orElseThrow(),
                peer.presharedEpoch().map(epoch -> layout.presharedKey(peer.label()).text()).orElse(""),
                peer.endpoint().map(Endpoint::toString).orElse(""),
                peer.endpoint().map(endpoint -> endpoint.host().toString()).orElse(""),
                peer.endpoint().map(endpoint -> endpoint.port().number()).orElse(0), keepalive(peer), peer.byAgent(),
                peer.allowedIps().stream().map(Cidr::toString).toList());
    }

    private static int keepalive(DesiredPeer peer) {
        return peer.configuredKeepalive().map(Keepalive::seconds).orElse(0);
    }
}
