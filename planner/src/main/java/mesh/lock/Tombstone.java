// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.key.PublicKey;
import mesh.net.IpAddress;

/**
 * What remains of a node that left the spec: addresses nobody else gets, and how to reach a host that still has to be
 * de-configured.
 *
 * @param addresses never given to another name until released
 * @param publicKey the key it had
 * @param pending present while the host still carries its configuration
 */
public record Tombstone(List<IpAddress> addresses, Optional<PublicKey> publicKey, Optional<Reach> pending) {
    public Tombstone {
        addresses = List.copyOf(addresses);
    }

    /** The same once the host is clean. */
    public Tombstone cleaned() {
        return new Tombstone(addresses, publicKey, Optional.empty());
    }

    /** Both in one: where they differ in key and reach, {@code later} counts. */
    Tombstone joined(Tombstone later) {
        List<IpAddress> all = Stream.concat(addresses.stream(), later.addresses.stream()).distinct().sorted().toList();
        return new Tombstone(all, later.publicKey.or(() -> publicKey), later.pending.or(() -> pending));
    }
}
