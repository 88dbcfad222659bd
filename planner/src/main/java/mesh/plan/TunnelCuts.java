// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import mesh.live.LiveHost;

/** Changes of a running interface that cut everything that goes through it, if only until peers have followed. */
final class TunnelCuts {
    private TunnelCuts() {}

    /** A clause each; empty where the interface does not run, or goes on. */
    static List<String> of(HostPlan plan) {
        if (plan.live().flatMap(LiveHost::iface).isEmpty()) {
            return List.of();
        }
        String name = plan.reach().interfaceName().text();
        return switch (plan.action()) {
            case REMOVE -> List.of(name + " goes away");
            case REPLACE -> List.of(name + " goes down while its format changes");
            case CREATE, UPDATE -> settings(plan, name);
            case NONE, UNKNOWN -> List.of();
        };
    }

    private static List<String> settings(HostPlan plan, String name) {
        Set<String> cuts = new TreeSet<>();
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.KeyBirth birth -> cuts.add("the key of " + name + " changes");
                case Change.KeyReplace replace -> cuts.add("the key of " + name + " changes");
                case Change.PortChange port -> cuts.add("the port of " + name + " changes");
                default -> {
                }
            }
        }
        return new ArrayList<>(cuts);
    }
}
