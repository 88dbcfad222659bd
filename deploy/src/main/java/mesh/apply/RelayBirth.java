// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.lock.LockedRelay;
import mesh.name.NodeName;

/** How a host came to have what its relay needs, or why not. */
public sealed interface RelayBirth {
    NodeName host();

    /**
     * The program is there, and so are the relay's keys.
     *
     * @param relay their public halves
     * @param sentBytes that went to the host; 0 where it had all
     */
    record Born(NodeName host, LockedRelay relay, long sentBytes) implements RelayBirth {}

    /** @param reason one line for people, with what to do */
    record Failed(NodeName host, String reason) implements RelayBirth {}
}
