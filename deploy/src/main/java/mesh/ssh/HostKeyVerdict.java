// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.List;

/** What {@code known_hosts} says of a key that a host shows. Only {@link Known} may be connected to. */
public sealed interface HostKeyVerdict {
    /** @param line where it is pinned */
    record Known(KnownHostsLine line) implements HostKeyVerdict {}

    /** @param authorities certificate authorities for that name; they vouch for certificates, not for plain keys */
    record Unknown(List<KnownHostsLine> authorities) implements HostKeyVerdict {
        public Unknown {
            authorities = List.copyOf(authorities);
        }
    }

    /** @param pinned the other keys of that name; never empty */
    record Changed(List<KnownHostsLine> pinned) implements HostKeyVerdict {
        public Changed {
            pinned = List.copyOf(pinned);
        }
    }

    /** @param line where it is revoked */
    record Revoked(KnownHostsLine line) implements HostKeyVerdict {}
}
