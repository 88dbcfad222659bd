// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import mesh.name.NodeName;
import mesh.net.Cidr;

/** An end of a connection. */
public sealed interface Party {
    /** @param name a host or device, by its own addresses in the mesh */
    record Member(NodeName name) implements Party {
        @Override
        public String toString() {
            return name.text();
        }
    }

    /** @param network outside the mesh's ranges: behind a host, or an external peer's */
    record Behind(Cidr network) implements Party {
        @Override
        public String toString() {
            return network.toString();
        }
    }

    /** Public addresses, reached through an exit node. */
    record Internet() implements Party {
        @Override
        public String toString() {
            return "internet";
        }
    }
}
