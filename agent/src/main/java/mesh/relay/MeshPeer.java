// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.Optional;

import mesh.net.Endpoint;

/**
 * Another relay of the same mesh.
 *
 * @param endpoint where it listens
 * @param name that its certificate must carry; the host of the endpoint if absent
 * @param pin {@code sha256-raw:…} of its certificate, which then needs no name or issuer
 * @param tls whether it speaks TLS there; plain HTTP is for a protected network only
 */
public record MeshPeer(Endpoint endpoint, Optional<String> name, Optional<String> pin, boolean tls) {}
