// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.desired.DesiredHost;
import mesh.live.LiveHost;
import mesh.name.NodeName;
import mesh.plan.HostPlan.Action;

/**
 * What the users of one host notice. Peers, addresses, routes, MTU, keepalive and preshared keys change in place. So does
 * the port: the kernel opens its socket anew and keeps all sessions, and peers learn the port from the next packet. A key
 * change drops sessions; another format takes the interface down.
 *
 * @param worst of all changes
 * @param detail one line for people; empty where there is nothing to say
 */
record ImpactRule(Impact worst, String detail) {

    static ImpactRule of(DesiredHost host, LiveHost live, Action action, List<Change> changes) {
        String detail = String.join("; ", clauses(host, live, action, changes));
        if (changes.isEmpty() || live.iface().isEmpty()) {
            return new ImpactRule(Impact.NONE, detail);
        }
        Impact worst = Impact.NONE;
        for (Change change : changes) {
            Impact impact = of(change);
            worst = impact.compareTo(worst) > 0 ? impact : worst;
        }
        if (!rekeyed(changes).isEmpty() && worst.compareTo(Impact.SESSIONS_DROP) < 0) {
            worst = Impact.SESSIONS_DROP;
        }
        return new ImpactRule(worst, detail);
    }

    private static Impact of(Change change) {
        return switch (change) {
            case Change.InterfaceRemove c -> Impact.INTERFACE_DOWN;
            case Change.KeyBirth c -> Impact.SESSIONS_DROP;
            case Change.KeyKeep c -> Impact.NONE;
            case Change.CertificateIssue c -> Impact.NONE;
            case Change.KeyReplace c -> Impact.SESSIONS_DROP;
            case Change.InterfaceCreate c -> Impact.NONE;
            case Change.FileWrite c -> Impact.NONE;
            case Change.FileTakeOver c -> Impact.NONE;
            case Change.FileRemove c -> Impact.NONE;
            case Change.InterfaceUp c -> Impact.IN_PLACE;
            case Change.ServiceEnable c -> Impact.NONE;
            case Change.ServiceStart c -> Impact.NONE;
            case Change.PortChange c -> Impact.IN_PLACE;
            case Change.MtuChange c -> Impact.IN_PLACE;
            case Change.AddressAdd c -> Impact.IN_PLACE;
            case Change.AddressRemove c -> Impact.IN_PLACE;
            case Change.PeerAdd c -> Impact.IN_PLACE;
            case Change.PeerRemove c -> Impact.IN_PLACE;
            case Change.PeerUpdate c -> Impact.IN_PLACE;
            case Change.Ground c -> Impact.IN_PLACE;
            case Change.RouteAdd c -> Impact.IN_PLACE;
            case Change.RouteRemove c -> Impact.IN_PLACE;
        };
    }

    /** Peers that come back under another key. */
    private static List<NodeName> rekeyed(List<Change> changes) {
        Set<NodeName> gone = changes.stream()
                .flatMap(change -> change instanceof Change.PeerRemove removed
                        ? removed.name().stream()
                        : Stream.empty())
                .collect(Collectors.toSet());
        return changes.stream()
                .flatMap(change -> change instanceof Change.PeerAdd added
                        ? Stream.of(added.peer().name())
                        : Stream.empty())
                .filter(gone::contains).toList();
    }

    private static List<String> clauses(DesiredHost host, LiveHost live, Action action, List<Change> changes) {
        List<String> clauses = new ArrayList<>();
        String name = host.iface().name().text();
        if (!changes.isEmpty() && live.manifest().isEmpty() && live.iface().isPresent()) {
            clauses.add("takes over " + name + ", which mesh did not set up");
        }
        if (action == Action.REPLACE) {
            clauses.add(name + " goes down while its format becomes " + host.reach().format());
        }
        if (live.iface().isPresent()) {
            clauses.addAll(sessions(changes));
        }
        return clauses;
    }

    private static List<String> sessions(List<Change> changes) {
        List<String> clauses = new ArrayList<>();
        boolean anotherKey = changes.stream()
                .anyMatch(c -> c instanceof Change.KeyBirth || c instanceof Change.KeyReplace);
        if (anotherKey) {
            clauses.add("all its sessions start anew under another key");
        }
        List<NodeName> rekeyed = rekeyed(changes);
        if (!rekeyed.isEmpty()) {
            clauses.add("sessions with " + rekeyed.stream().map(NodeName::text).collect(Collectors.joining(", "))
                    + " start anew");
        }
        if (changes.stream().anyMatch(Change.PortChange.class::isInstance)) {
            clauses.add(anotherKey
                    ? "the port moves"
                    : "the port moves, sessions go on: peers learn it from the next packet");
        }
        return clauses;
    }
}
