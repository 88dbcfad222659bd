// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.Optional;

import mesh.key.RelayKey;
import mesh.lock.LockedRelay;
import mesh.name.NodeName;

/** How a host came to have what its relay and its agent need, or why not. */
public sealed interface AgentBirth {
    NodeName host();

    /**
     * The program is there, and so are the keys.
     *
     * @param relay public halves of the relay's; absent: it is to run none
     * @param agent public half of the agent's; absent: it is to run none
     * @param sentBytes that went to the host; 0 where it had all
     */
    record Born(NodeName host, Optional<LockedRelay> relay, Optional<RelayKey> agent,
            long sentBytes) implements AgentBirth {}

    /** @param reason one line for people, with what to do */
    record Failed(NodeName host, String reason) implements AgentBirth {}
}
