// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Node;

/** Why a node cannot be called, by nobody or not by everybody. */
enum Cause {
    BEHIND_NAT("is behind NAT", "are behind NAT"), //
    DEVICE("is a device", "are devices"), //
    EXTERNAL("is an external peer without endpoint", "are external peers without endpoint"), //
    NO_ENDPOINT("has no endpoint", "have no endpoint"), //
    OTHER_SITES("has endpoints for other sites only", "have endpoints for other sites only"), //
    CALLABLE("can be called", "can be called");

    private final String one;
    private final String many;

    Cause(String one, String many) {
        this.one = one;
        this.many = many;
    }

    static Cause of(Node node) {
        return switch (node) {
            case Device device -> DEVICE;
            case External external -> external.endpoint().isPresent() ? CALLABLE : EXTERNAL;
            case Host host when host.behindNat() -> BEHIND_NAT;
            case Host host when host.endpoints().isEmpty() -> NO_ENDPOINT;
            case Host host when host.endpoints().stream().allMatch(each -> each.forSite().isPresent()) -> OTHER_SITES;
            case Host host -> CALLABLE;
        };
    }

    /** What completes a sentence about so many nodes. */
    String text(int nodes) {
        return nodes == 1 ? one : many;
    }
}
