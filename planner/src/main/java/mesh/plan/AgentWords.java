// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Collection;
import java.util.stream.Collectors;

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
        String shown = names.stream().limit(names.size() > SHOWN + 1 ? SHOWN : SHOWN + 1).map(NodeName::text)
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN + 1
                ? shown + " and " + (names.size() - SHOWN) + " more"
                : shown.replaceFirst(", ([^,]*)$", " and $1");
    }
}
