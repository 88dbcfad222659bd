// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.drift.DriftDocument.Counts;
import mesh.drift.DriftDocument.Host;
import mesh.drift.DriftDocument.Item;
import mesh.files.HostLayout;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.WatchedRoutes;
import mesh.model.Format;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;
import mesh.plan.Plan;

/**
 * Finds drift: what mesh wrote or set and what is another way since. What was applied last is told by the host's own
 * files, as far as they are what its manifest says. A host that already is as the spec says has not drifted, even where
 * another hand made it so. Pure; equal input gives an equal document.
 */
public final class DriftFinder {
    private DriftFinder() {}

    /**
     * @param plan of the hosts that were read, against {@code live}
     * @param readings that the plan was made from; they tell why a host is not known
     */
    public static DriftDocument find(Plan plan, List<HostReading> readings) {
        List<Host> hosts = new ArrayList<>();
        for (HostPlan host : plan.hosts()) {
            host.desired().ifPresent(desired -> hosts.add(host(host, desired, readings)));
        }
        return new DriftDocument(DriftDocument.FORMAT_VERSION, plan.mesh().text(), counts(hosts), hosts);
    }

    private static Counts counts(List<Host> hosts) {
        int unknown = count(hosts, "unreachable") + count(hosts, "refused") + count(hosts, "changing");
        return new Counts(count(hosts, "clean"), count(hosts, "drifted"), count(hosts, "never-applied"), unknown);
    }

    private static int count(List<Host> hosts, String state) {
        return (int) hosts.stream().filter(host -> host.state().equals(state)).count();
    }

    private static Host host(HostPlan plan, DesiredHost desired, List<HostReading> readings) {
        Optional<Manifest> manifest = plan.live().flatMap(LiveHost::manifest);
        if (plan.live().isEmpty()) {
            boolean refused = readings.stream().anyMatch(reading -> reading instanceof HostReading.Failed failed
                    && failed.host().equals(plan.host()) && failed.refused());
            return document(plan, manifest, refused ? "refused" : "unreachable", plan.impactDetail(), List.of());
        }
        if (plan.live().get().changing()) {
            return document(plan, manifest, "changing", "another run changes it; what it leaves is not confirmed yet",
                    List.of());
        }
        if (manifest.isEmpty()) {
            return document(plan, manifest, "never-applied", "", List.of());
        }
        List<Item> items = plan.action() == Action.UNKNOWN
                ? List.of(stranger(plan, manifest.get()))
                : items(plan, desired, plan.live().get(), manifest.get());
        return document(plan, manifest, items.isEmpty() ? "clean" : "drifted", "", items);
    }

    private static Host document(HostPlan plan, Optional<Manifest> manifest, String state, String detail,
            List<Item> items) {
        Format format = manifest.map(Manifest::format).orElse(plan.reach().format());
        return new Host(plan.host().text(), state, detail, plan.reach().os().text(), format.text(),
                plan.reach().interfaceName().text(), manifest.map(Manifest::generation).orElse(0),
                manifest.map(Manifest::at).orElse(""), manifest.map(Manifest::by).orElse(""), items,
                plan.live().filter(live -> manifest.isPresent()).map(ServiceDrift::notes).orElse(List.of()));
    }

    /** Somebody applied another mesh, or another host of this one, to the machine. */
    private static Item stranger(HostPlan plan, Manifest manifest) {
        return Items.differs("owner", "file", "manifest", plan.host().text(), manifest.host().text())
                .wanted(plan.host().text()).saying(plan.impactDetail());
    }

    /** Peers whose keepalive the agent sets: by the spec, or by what was applied to the host. */
    private static Predicate<PublicKey> byAgent(DesiredHost desired, AppliedConfig applied) {
        Set<PublicKey> wanted = desired.peers().stream().filter(DesiredPeer::byAgent)
                .flatMap(peer -> peer.publicKey().stream()).collect(Collectors.toSet());
        String told = applied.texts().getOrDefault(new HostLayout(desired.iface().name()).agentConfig(), "");
        return key -> wanted.contains(key) || told.contains(key.base64());
    }

    private static List<Item> items(HostPlan plan, DesiredHost desired, LiveHost live, Manifest manifest) {
        AppliedConfig applied = AppliedConfig.of(live, manifest, plan.rendered());
        List<Item> items = new ArrayList<>(
                new FileDrift(desired.iface().name(), live, plan.rendered(), applied).items());
        InterfaceFacts spec = InterfaceFacts.of(desired);
        items.addAll(new InterfaceDrift(desired, live).items(applied.facts(), spec));
        live.iface().ifPresent(iface -> items.addAll(
                new PeerDrift(applied.facts().peers(), spec.peers(), InterfaceFacts.of(iface).peers(), plan,
                        byAgent(desired, applied),
                        WatchedRoutes.of(desired, live)).items()));
        items.addAll(GroundDrift.items(desired.iface().name(), desired.ground(), live, plan.rendered()));
        items.addAll(ServiceDrift.items(desired.iface().name(), live, manifest));
        return items;
    }
}
