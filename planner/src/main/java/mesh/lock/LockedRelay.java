// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.Optional;

import mesh.key.RelayKey;
import mesh.tls.CertificatePin;

/**
 * By what clients know a host's relay. Both were made on the host, whose private halves stay there.
 *
 * @param key of the relay itself
 * @param pin of its self-signed certificate; absent where it has another, or none
 */
public record LockedRelay(RelayKey key, Optional<CertificatePin> pin) {}
