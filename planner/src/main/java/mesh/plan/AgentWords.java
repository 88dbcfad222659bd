// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Collection;

import mesh.name.NameList;
import mesh.desired.AgentService;
import mesh.key.RelayKey;
import mesh.name.NodeName;

/** An agent as words of a plan. */
final class AgentWords {
    /** Names beyond these are counted. */
    private static final int SHOWN = 5;

    private AgentWords() {}

    /** {@code agent finds ways to laptop and pi5, meets them at web, key (known after apply)}. */
    static String of(AgentService service) {
        return "agent finds ways to " + names(service.peers().keySet()) + ", meets them at "
                + names(service.relays().keySet()) + ", key "
                + service.known().map(RelayKey::hex).orElse("(known after apply)");
    }

    private static String names(Collection<NodeName> names) {
        return NameList.sentence(names.stream().map(NodeName::text).toList(), SHOWN);
    }
}
