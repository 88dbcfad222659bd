// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import mesh.tls.CertificatePin;

/** How a client knows that it talks to the relay. */
public sealed interface RelaySecurity {

    /** TLS, with a certificate for the relay's name or address by an authority that the system trusts. */
    record SystemTrust() implements RelaySecurity {}

    /** TLS, with this certificate and no other. */
    record Pinned(CertificatePin pin) implements RelaySecurity {}

    /** No TLS: whoever is on the way reads who talks to whom. For relays on the same machine, and tests. */
    record Plain() implements RelaySecurity {}
}
