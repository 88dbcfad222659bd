// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.Optional;

import mesh.derp.RelayPublicKey;
import mesh.net.Endpoint;
import mesh.tls.CertificatePin;

/**
 * Another relay of the same mesh.
 *
 * @param endpoint where it listens
 * @param name that its certificate must carry; the host of the endpoint if absent
 * @param pin of its certificate, which then needs no name or issuer
 * @param key of the relay: it is this relay, or it is refused, and it may call in turn; absent: both sides show the mesh key
 * @param tls whether it speaks TLS there; plain HTTP is for a protected network only
 */
public record MeshPeer(Endpoint endpoint, Optional<String> name, Optional<CertificatePin> pin,
        Optional<RelayPublicKey> key,
        boolean tls) {}
