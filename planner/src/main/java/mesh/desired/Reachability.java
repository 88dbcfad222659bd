// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Optional;

import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.name.SiteName;

/** Whether two nodes can get a session, and why not. One that calls is enough: the other answers where it was called from. */
final class Reachability {
    private Reachability() {}

    static boolean connected(PeerSource one, PeerSource other) {
        return one.endpointFor(site(other)).isPresent() || other.endpointFor(site(one)).isPresent();
    }

    private static Optional<SiteName> site(PeerSource source) {
        return source.node() instanceof Host host ? host.site() : Optional.empty();
    }

    /** The pair in the order of names. */
    static MissingPath missing(PeerSource one, PeerSource other) {
        PeerSource first = one.name().compareTo(other.name()) < 0 ? one : other;
        PeerSource second = first == one ? other : one;
        String reason = "neither has an endpoint that the other can call: " + why(first) + ", " + why(second);
        return new MissingPath(first.name(), second.name(), reason);
    }

    private static String why(PeerSource source) {
        return source.name() + switch (source.node()) {
            case Device device -> " is a device";
            case External external -> " is an external peer without endpoint";
            case Host host when host.behindNat() -> " is behind NAT";
            case Host host when host.endpoints().isEmpty() -> " has no endpoint";
            case Host host -> " has endpoints for other sites only";
        };
    }
}
