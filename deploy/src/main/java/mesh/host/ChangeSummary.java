// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.plan.Change;
import mesh.plan.HostPlan;

/** One line about a host's changes, for the log that the host keeps. */
final class ChangeSummary {
    private ChangeSummary() {}

    static String of(HostPlan plan) {
        List<String> parts = new ArrayList<>();
        switch (plan.action()) {
            case CREATE -> parts.add("set up");
            case REPLACE -> parts.add("format changed to " + plan.reach().format());
            case REMOVE -> parts.add("left the mesh");
            case UPDATE, NONE, UNKNOWN -> {
            }
        }
        count(plan, Change.KeyReplace.class, "key", parts);
        count(plan, Change.InterfaceUp.class, "interface set up", parts);
        count(plan, Change.ServiceEnable.class, "service enabled", parts);
        count(plan, Change.ServiceStart.class, "service started", parts);
        count(plan, Change.PeerAdd.class, "peer added", parts);
        count(plan, Change.PeerUpdate.class, "peer changed", parts);
        count(plan, Change.PeerRemove.class, "peer removed", parts);
        count(plan, Change.AddressAdd.class, "address added", parts);
        count(plan, Change.AddressRemove.class, "address removed", parts);
        count(plan, Change.RouteAdd.class, "route added", parts);
        count(plan, Change.RouteRemove.class, "route removed", parts);
        plan.changes().stream().filter(Change.Ground.class::isInstance).map(Change.Ground.class::cast)
                .forEach(change -> parts.add(change.text()));
        count(plan, Change.PortChange.class, "port changed", parts);
        count(plan, Change.MtuChange.class, "MTU changed", parts);
        count(plan, Change.FileWrite.class, "file written", parts);
        count(plan, Change.FileRemove.class, "file removed", parts);
        return String.join(", ", parts);
    }

    private static void count(HostPlan plan, Class<? extends Change> kind, String words, List<String> parts) {
        long count = plan.changes().stream().filter(kind::isInstance).count();
        if (count > 0) {
            int blank = words.indexOf(' ');
            String noun = blank < 0 ? words : words.substring(0, blank);
            parts.add(count + " " + (count == 1 ? noun : plural(noun))
                    + (blank < 0 ? " changed" : words.substring(blank)));
        }
    }

    private static String plural(String noun) {
        return noun.equals("address") ? "addresses" : noun + "s";
    }
}
