// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.files.HostLayout;
import mesh.live.FilterText;
import mesh.live.PfFilterText;
import mesh.files.HostPath;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.MeshAccess;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.Access;
import mesh.policy.AccessChange;
import mesh.policy.FilterRule;
import mesh.policy.Party;
import mesh.policy.Traffic;

/**
 * Who reaches whom as hosts were found: by the filters they have, or by their peers where they have none. Of hosts that
 * were not read, and of what no host's filter tells, nothing changes.
 */
public final class LiveAccess implements Access {
    private final Access after;
    private final Map<NodeName, List<Cidr>> addresses = new HashMap<>();
    private final Map<Cidr, NodeName> routers = new HashMap<>();
    private final Map<NodeName, LiveHost> found = new HashMap<>();
    private final Map<NodeName, List<FilterRule>> filters = new HashMap<>();

    private LiveAccess(Mesh mesh, Lockfile lock, List<HostReading> readings, Access after) {
        this.after = after;
        lock.nodes().forEach((name, node) -> addresses.put(name, node.addresses().stream().map(Cidr::host).toList()));
        mesh.hosts().forEach(host -> host.routes().forEach(route -> routers.putIfAbsent(route, host.name())));
        HostLayout layout = new HostLayout(mesh.network().interfaceName());
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Read read && lock.nodes().containsKey(read.host())) {
                found.put(read.host(), read.live());
                text(read.live(), layout.nftables()).flatMap(FilterText::read)
                        .or(() -> text(read.live(), layout.pf()).flatMap(PfFilterText::read))
                        .ifPresent(rules -> filters.put(read.host(), rules));
            }
        }
    }

    private static Optional<String> text(LiveHost live, HostPath path) {
        return live.files().stream().filter(file -> file.path().equals(path)).flatMap(file -> file.text().stream())
                .findFirst();
    }

    /** Who gains and who loses access; nobody where there is no policy and was none. */
    public static List<AccessChange> changes(Mesh mesh, Lockfile lock, List<HostReading> readings) {
        Access after = MeshAccess.of(mesh);
        LiveAccess before = new LiveAccess(mesh, lock, readings, after);
        return mesh.policy().open() && before.filters.isEmpty()
                ? List.of()
                : MeshAccess.changes(before, mesh);
    }

    @Override
    public List<Party> parties() {
        return after.parties();
    }

    @Override
    public Traffic allowed(Party from, Party to) {
        if (isOwn(from, to) || isOwn(to, from)) {
            return Traffic.NONE;
        }
        Traffic wanted = after.allowed(from, to);
        Optional<LiveHost> host = holder(to).map(found::get);
        if (host.isEmpty()) {
            return wanted;
        }
        List<FilterRule> rules = filters.get(host.get().host());
        if (rules != null) {
            return rules.stream().filter(rule -> isMeant(rule, from, to)).map(FilterRule::traffic)
                    .reduce(Traffic.NONE, Traffic::plus);
        }
        return isPeer(host.get(), from) ? Traffic.ANY : Traffic.NONE;
    }

    /** A host reaches what is behind it without the mesh. */
    private boolean isOwn(Party one, Party other) {
        return one instanceof Party.Member member && other instanceof Party.Behind
                && holder(other).equals(Optional.of(member.name()));
    }

    /** Whose filter says what reaches {@code to}. */
    private Optional<NodeName> holder(Party to) {
        return switch (to) {
            case Party.Member member -> Optional.of(member.name());
            case Party.Behind behind -> routers.entrySet().stream()
                    .filter(route -> route.getKey().contains(behind.network())).map(Map.Entry::getValue).findFirst();
            case Party.Internet anywhere -> Optional.empty();
        };
    }

    private boolean isMeant(FilterRule rule, Party from, Party to) {
        return (rule.fromAnybody() || anyWithin(networks(from), rule.from())) && anyWithin(networks(to), rule.to());
    }

    private boolean isPeer(LiveHost host, Party from) {
        return host.iface().stream().flatMap(iface -> iface.peers().stream())
                .anyMatch(peer -> anyWithin(networks(from), peer.allowedIps()));
    }

    private static boolean anyWithin(List<Cidr> networks, List<Cidr> around) {
        return networks.stream().anyMatch(network -> around.stream().anyMatch(one -> one.contains(network)));
    }

    private List<Cidr> networks(Party party) {
        return switch (party) {
            case Party.Member member -> addresses.getOrDefault(member.name(), List.of());
            case Party.Behind behind -> List.of(behind.network());
            case Party.Internet anywhere -> List.of();
        };
    }
}
