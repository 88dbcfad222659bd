// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.time.Duration;
import java.util.Optional;

import mesh.net.IpAddress;

/** What a router said, in either protocol. */
sealed interface MapAnswer {

    /** The router's seconds since it forgot all mappings, 0 to 2^32 - 1. */
    long epoch();

    /**
     * A port is ours.
     *
     * @param externalPort 0 when a mapping was deleted
     * @param externalAddress absent in NAT-PMP, where {@link Address} tells it
     */
    record Mapped(long epoch, int internalPort, int externalPort, Optional<IpAddress> externalAddress,
            Duration lifetime) implements MapAnswer {}

    /** The router's outer address (NAT-PMP). */
    record Address(long epoch, IpAddress address) implements MapAnswer {}

    /** Nothing but the epoch (PCP's ANNOUNCE). */
    record Alive(long epoch) implements MapAnswer {}

    /** @param retryAfter when asking again makes sense, as the router sees it; absent in NAT-PMP */
    record Refused(long epoch, MapRefusal why, Optional<Duration> retryAfter) implements MapAnswer {}
}
