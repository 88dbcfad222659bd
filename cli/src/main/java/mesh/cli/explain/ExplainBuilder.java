// SPDX-License-Identifier: Apache-2.0
package mesh.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.cli.explain.ExplainDocument.End;
import mesh.cli.explain.ExplainDocument.HostMtu;
import mesh.cli.explain.ExplainDocument.Ranked;
import mesh.cli.explain.ExplainDocument.Sends;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.KeyRole;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.path.Call;
import mesh.path.Path;
import mesh.path.PathWords;
import mesh.path.Paths;

/** Puts together how two nodes reach each other. Pure. */
public final class ExplainBuilder {
    private static final String BY_AGENTS = "where their agents find a way, and by a relay until then";

    private final Mesh mesh;
    private final Lockfile lock;
    private final DesiredMesh desired;
    private final Paths paths;

    /** @param desired what {@code mesh} and {@code lock} ask for */
    public ExplainBuilder(Mesh mesh, Lockfile lock, DesiredMesh desired) {
        this.mesh = mesh;
        this.lock = lock;
        this.desired = desired;
        this.paths = Paths.of(mesh);
    }

    /** @throws IllegalArgumentException if a name is not in the mesh, or both are the same */
    public ExplainDocument explain(NodeName one, NodeName other) {
        Path path = paths.between(one, other);
        PathWords words = new PathWords(paths, one, other);
        List<NodeName> way = way(path, one, other);
        List<HostMtu> mtus = way.stream().flatMap(node -> host(node).stream())
                .map(host -> new HostMtu(host.name().text(), host.iface().mtu().bytes())).toList();
        Optional<String> hub = path instanceof Path.Hub(NodeName name) ? Optional.of(name.text()) : Optional.empty();
        return new ExplainDocument(ExplainDocument.FORMAT, mesh.name().text(), one.text(), other.text(), word(path),
                hub, words.why(), ends(way), sends(way), routes(one, other), mtus,
                mtus.stream().map(HostMtu::mtuBytes).min(Integer::compare),
                new PolicyWords(mesh).between(one, other), words.wouldMakeDirect(), Optional.empty());
    }

    /** The nodes on the way, both ends included; empty without a way. */
    private static List<NodeName> way(Path path, NodeName one, NodeName other) {
        return switch (path) {
            case Path.Session session -> List.of(one, other);
            case Path.Hub(NodeName hub) -> List.of(one, hub, other);
            case Path.None none -> List.of();
            case Path.Unlinked unlinked -> List.of();
        };
    }

    private static String word(Path path) {
        return switch (path) {
            case Path.Direct direct -> "direct";
            case Path.Relayed relayed -> "relayed";
            case Path.Hub hub -> "hub";
            case Path.None none -> "none";
            case Path.Unlinked unlinked -> "unlinked";
        };
    }

    private List<End> ends(List<NodeName> way) {
        List<End> ends = new ArrayList<>();
        for (int i = 0; i + 1 < way.size(); i++) {
            ends.add(end(way.get(i), way.get(i + 1)));
            ends.add(end(way.get(i + 1), way.get(i)));
        }
        return ends;
    }

    private End end(NodeName node, NodeName peer) {
        Optional<Path.Session> session = paths.session(node, peer);
        Optional<Call> call = session.flatMap(Path.Session::call);
        Optional<String> found = session.filter(Path.Relayed.class::isInstance).map(relayed -> BY_AGENTS);
        return new End(node.text(), peer.text(), call.flatMap(one -> endpoint(one, peer)).map(Endpoint::toString),
                call.map(one -> one.why().text()).or(() -> found),
                peer(node, peer).map(one -> one.keepalive().seconds()));
    }

    private Optional<Endpoint> endpoint(Call call, NodeName peer) {
        return call.port().or(() -> lock.node(peer).flatMap(LockedNode::port))
                .map(port -> new Endpoint(call.host(), port));
    }

    private List<Sends> sends(List<NodeName> way) {
        if (way.isEmpty()) {
            return List.of();
        }
        List<NodeName> back = way.reversed();
        return Stream.of(way, back).flatMap(each -> sends(each.getFirst(), each.get(1), each.getLast()).stream())
                .toList();
    }

    private Optional<Sends> sends(NodeName node, NodeName peer, NodeName far) {
        List<Cidr> whatIsFar = ipsOf(far);
        return peer(node, peer).map(found -> new Sends(node.text(), peer.text(),
                found.allowedIps().stream().filter(whatIsFar::contains).map(Cidr::toString).toList()));
    }

    private List<Ranked> routes(NodeName one, NodeName other) {
        return Stream.concat(routesBy(one, other), routesBy(other, one)).toList();
    }

    private Stream<Ranked> routesBy(NodeName node, NodeName peer) {
        return host(node).flatMap(found -> found.ground().watch()).stream().flatMap(watch -> watch.groups().stream())
                .filter(group -> group.includes(peer))
                .map(group -> new Ranked(node.text(), group.networks().stream().map(Cidr::toString).toList(),
                        group.peers().stream().map(NodeName::text).toList()));
    }

    private List<Cidr> ipsOf(NodeName node) {
        Stream<Cidr> addresses = lock.node(node).stream().flatMap(locked -> locked.addresses().stream())
                .map(Cidr::host);
        Stream<Cidr> networks = mesh.nodes().filter(each -> each.name().equals(node)).flatMap(each -> switch (each) {
            case Host host -> host.routes().stream();
            case External external -> external.allowedIps().stream();
            case Device device -> Stream.empty();
        });
        return Stream.concat(addresses, networks).toList();
    }

    private Optional<DesiredHost> host(NodeName name) {
        return desired.hosts().stream().filter(host -> host.name().equals(name)).findFirst();
    }

    private Optional<DesiredPeer> peer(NodeName host, NodeName name) {
        return host(host).stream().flatMap(found -> found.peers().stream())
                .filter(peer -> peer.name().equals(name) && peer.role() == KeyRole.CURRENT).findFirst();
    }
}
