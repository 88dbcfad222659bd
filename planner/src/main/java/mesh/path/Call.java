// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;

import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * How one node calls another.
 *
 * @param host where
 * @param port UDP port; absent: the one the other listens on
 * @param why why there
 */
public record Call(NetworkHost host, Optional<Port> port, Why why) {

    /** Why an endpoint is the one that is used. */
    public enum Why {
        /** It is for hosts of the caller's site. */
        SITE("its endpoint for the site of both"),
        /** It is of an address family that the caller has; one that comes before it is not. */
        FAMILY("its first endpoint of an address family that the caller has"),
        /** It is the first one for everybody. */
        ANYWHERE("its endpoint for everybody"),
        /** The external peer has no other. */
        EXTERNAL("the endpoint of an external peer");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
