// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import mesh.desired.DesiredMesh;
import mesh.live.LiveHost;
import mesh.live.SshEnds;
import mesh.model.SshSettings;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;

/**
 * Ways that SSH takes through the mesh, and what a plan does to them. A way runs through a host's own tunnel, or through
 * that of another node: one whose address or network is dialled, a jump host that goes on over the mesh, the machine that
 * SSH comes from. Names are not resolved: of a host that is dialled by name, only what it says itself is known. Pure.
 */
public final class SshPaths {
    private final MeshGround ground;
    private final Map<NodeName, HostPlan> plans = new HashMap<>();
    private final Map<NodeName, List<Cidr>> lostNetworks = new HashMap<>();
    private final Map<NodeName, Boolean> lost = new HashMap<>();
    /** Behind peers that leave and that nobody can name, as externals are once the spec has forgotten them. */
    private final Set<Cidr> forgotten = new TreeSet<>();

    /**
     * A way that the plan touches.
     *
     * @param host where the way leads
     * @param cuts true where the way itself changes, so that it may not be there afterwards
     * @param text one line for people, without the host's name
     */
    public record Finding(NodeName host, boolean cuts, String text) {}

    private SshPaths(DesiredMesh desired, Collection<HostPlan> hosts) {
        this.ground = MeshGround.of(desired, hosts);
        hosts.forEach(plan -> plans.put(plan.host(), plan));
        hosts.forEach(this::addLosses);
    }

    private void addLosses(HostPlan plan) {
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.PeerRemove gone -> gone.name().ifPresentOrElse(name -> lost.putIfAbsent(name, true),
                        () -> forgotten.addAll(MeshGround.behind(gone, plan)));
                case Change.PeerAdd added -> lost.put(added.peer().name(), false);
                case Change.PeerUpdate update -> lostNetworks
                        .computeIfAbsent(update.after().name(), name -> new ArrayList<>())
                        .addAll(update.allowedIpsRemoved());
                default -> {
                }
            }
        }
    }

    /** One for each host whose way is touched, in the order of {@code hosts}. */
    public static List<Finding> of(DesiredMesh desired, Collection<HostPlan> hosts) {
        if (hosts.stream().allMatch(plan -> plan.changes().isEmpty())) {
            return List.of();
        }
        SshPaths paths = new SshPaths(desired, hosts);
        return hosts.stream().flatMap(plan -> paths.find(plan).stream()).toList();
    }

    /** {@code hosts} with a notice for each finding. */
    public static List<HostPlan> noted(List<HostPlan> hosts, List<Finding> findings) {
        Map<NodeName, List<Notice>> notices = new HashMap<>();
        findings.forEach(found -> notices.computeIfAbsent(found.host(), host -> new ArrayList<>())
                .add(new Notice(Notice.Kind.SSH_PATH, found.text())));
        return hosts.stream().map(plan -> notices.containsKey(plan.host())
                ? plan.with(notices.getOrDefault(plan.host(), List.of()))
                : plan).toList();
    }

    /** How a finding that cuts ends. */
    static String refused(String text) {
        return text + ". Apply refuses that without --allow-ssh-path";
    }

    private Optional<Finding> find(HostPlan plan) {
        Optional<OwnTunnel> own = OwnTunnel.of(plan);
        List<String> cuts = own.map(tunnel -> tunnel.cuts(plan)).orElse(List.of());
        if (!cuts.isEmpty()) {
            return Optional.of(cut(plan, own.get().way(), cuts));
        }
        for (Map.Entry<String, List<String>> carrier : carriers(plan).entrySet()) {
            if (!carrier.getValue().isEmpty()) {
                return Optional.of(cut(plan, "through " + carrier.getKey(), carrier.getValue()));
            }
        }
        return own.filter(tunnel -> changesTunnel(plan)).map(tunnel -> new Finding(plan.host(), false,
                "SSH comes to it " + tunnel.way() + ", through the tunnel that changes: if that cuts the way, "
                        + "the host goes back by itself"));
    }

    private static Finding cut(HostPlan plan, String way, List<String> cuts) {
        return new Finding(plan.host(), true, refused(
                "SSH comes to it " + way + ", and this step changes that way: " + String.join(", ", cuts)));
    }

    /** True where more than files changes. */
    static boolean changesTunnel(HostPlan plan) {
        return plan.changes().stream().anyMatch(change -> !(change instanceof Change.FileWrite
                || change instanceof Change.FileRemove || change instanceof Change.FileTakeOver));
    }

    /** Other nodes that SSH passes on its way, with what happens to their tunnels. */
    private SortedMap<String, List<String>> carriers(HostPlan plan) {
        SortedMap<String, List<String>> carriers = new TreeMap<>();
        SshSettings ssh = plan.reach().ssh();
        Optional<SshEnds> ends = plan.live().flatMap(LiveHost::ssh);
        Stream.of(literal(ssh.host()), ssh.jump().flatMap(jump -> literal(jump.host())), ends.map(SshEnds::client))
                .flatMap(Optional::stream)
                .forEach(address -> ground.owner(address).ifPresentOrElse(
                        node -> carriers.put(node.text(), node.equals(plan.host()) ? List.of() : losses(node, address)),
                        () -> carriers.put("a peer", forgotten(address))));
        boolean lastHopInMesh = Stream.of(literal(ssh.host()), ends.map(SshEnds::server)).flatMap(Optional::stream)
                .anyMatch(ground::isNode);
        ssh.jump().filter(jump -> lastHopInMesh).flatMap(jump -> ground.machine(jump.host()))
                .filter(node -> !node.equals(plan.host()))
                .ifPresent(node -> carriers.putIfAbsent(node.text(), tunnelCuts(node)));
        return carriers;
    }

    private List<String> forgotten(IpAddress address) {
        return forgotten.stream().filter(network -> network.contains(address))
                .map(network -> "the peer with " + network + " leaves the mesh").toList();
    }

    private static Optional<IpAddress> literal(NetworkHost host) {
        return host instanceof NetworkHost.Literal literal ? Optional.of(literal.address()) : Optional.empty();
    }

    /** What happens to the way through {@code node} to {@code address}. */
    private List<String> losses(NodeName node, IpAddress address) {
        List<String> losses = new ArrayList<>(tunnelCuts(node));
        lostNetworks.getOrDefault(node, List.of()).stream().filter(network -> network.contains(address)).distinct()
                .forEach(network -> losses.add(network + " is not behind it any more"));
        return losses;
    }

    private List<String> tunnelCuts(NodeName node) {
        List<String> own = Optional.ofNullable(plans.get(node)).map(TunnelCuts::of).orElse(List.of());
        return own.isEmpty() && lost.getOrDefault(node, false) ? List.of(node + " leaves the mesh") : own;
    }
}
