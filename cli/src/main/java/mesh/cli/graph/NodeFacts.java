// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import mesh.cli.graph.GraphNode.Fact;
import mesh.cli.graph.GraphNode.Kind;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.net.Cidr;

/** What a picture says about each node. */
final class NodeFacts {
    private final Map<NodeName, DesiredHost> desired = new HashMap<>();
    private final Map<NodeName, SortedMap<String, String>> calledAt = new HashMap<>();
    private final Map<NodeName, List<Cidr>> allowedIps = new HashMap<>();

    NodeFacts(Mesh mesh, DesiredMesh wanted) {
        Map<NodeName, String> sites = new HashMap<>();
        mesh.hosts().forEach(host -> sites.put(host.name(), host.site().map(SiteName::text).orElse("")));
        for (DesiredHost host : wanted.hosts()) {
            desired.put(host.name(), host);
            for (DesiredPeer peer : host.peers()) {
                if (!peer.allowedIps().isEmpty()) {
                    allowedIps.putIfAbsent(peer.name(), peer.allowedIps());
                }
                peer.endpoint().ifPresent(endpoint -> calledAt.computeIfAbsent(peer.name(), name -> new TreeMap<>())
                        .putIfAbsent(sites.getOrDefault(host.name(), ""), endpoint.toString()));
            }
        }
    }

    GraphNode node(Node node) {
        return switch (node) {
            case Host host -> host(host);
            case Device device -> new GraphNode(device.name().text(), Kind.DEVICE, Optional.empty(), false,
                    allowedIps.getOrDefault(device.name(), List.of()).stream().findFirst()
                            .map(one -> one.network().toString()).orElse(""),
                    List.of(), new TreeMap<>(),
                    device.owner().map(owner -> List.of(new Fact("owner", owner))).orElse(List.of()));
            case External external -> new GraphNode(external.name().text(), Kind.EXTERNAL, Optional.empty(), false, "",
                    external.allowedIps().stream().map(Object::toString).toList(),
                    called(external.name()), List.of(new Fact("public key", external.publicKey().base64())));
        };
    }

    private SortedMap<String, String> called(NodeName name) {
        return calledAt.getOrDefault(name, new TreeMap<>());
    }

    private GraphNode host(Host host) {
        Optional<DesiredHost> own = Optional.ofNullable(desired.get(host.name()));
        List<String> labels = new ArrayList<>(host.routes().stream().map(Object::toString).toList());
        if (host.exitNode()) {
            labels.add("exit");
        }
        String address = own.flatMap(one -> one.iface().addresses().stream().findFirst())
                .map(one -> one.address().toString()).orElse("");
        return new GraphNode(host.name().text(), Kind.HOST, host.site().map(SiteName::text), host.behindNat(),
                address, labels, called(host.name()), facts(host, own));
    }

    private static List<Fact> facts(Host host, Optional<DesiredHost> own) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("system", host.os().text() + ", " + host.format()));
        own.ifPresent(one -> {
            facts.add(new Fact("addresses", join(one.iface().addresses())));
            facts.add(new Fact("port", one.iface().port() + ", mtu " + one.iface().mtu()));
            one.iface().publicKey().ifPresent(key -> facts.add(new Fact("public key", key.base64())));
        });
        host.endpoints().forEach(option -> facts.add(new Fact(
                "endpoint" + option.forSite().map(site -> " for " + site).orElse(""),
                option.host() + option.port().map(port -> ":" + port).orElse(""))));
        if (!host.routes().isEmpty()) {
            facts.add(new Fact("networks", join(host.routes())));
        }
        if (!host.tags().isEmpty()) {
            facts.add(new Fact("tags", join(List.copyOf(host.tags()))));
        }
        return facts;
    }

    private static String join(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
