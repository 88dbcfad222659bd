// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.spec.Resolver;

/**
 * The names of a mesh: each host and device at its addresses in the mesh, and each service at those of its host.
 *
 * @param mesh whose names they are
 * @param domain under which they stand
 * @param entries sorted by name
 * @param resolvers addresses of who answers for the domain
 */
public record NameTable(MeshName mesh, Optional<DnsName> domain, List<Entry> entries, List<IpAddress> resolvers) {

    public NameTable {
        entries = List.copyOf(entries);
        resolvers = List.copyOf(resolvers);
    }

    /**
     * One node, or one service of a host.
     *
     * @param name without domain
     * @param addresses IPv4 first
     */
    public record Entry(NodeName name, List<IpAddress> addresses) {
        public Entry {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param lock up to date with {@code mesh} */
    public static NameTable of(Mesh mesh, Lockfile lock) {
        List<Entry> entries = mesh.nodes().map(Node::name).sorted()
                .flatMap(name -> lock.node(name).map(locked -> new Entry(name, locked.addresses())).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        mesh.certificates().ifPresent(certificates -> certificates.holders()
                .forEach((host, holder) -> lock.node(host).ifPresent(locked -> holder.services()
                        .forEach(service -> entries.add(new Entry(service, locked.addresses()))))));
        entries.sort(Comparator.comparing(Entry::name));
        List<IpAddress> resolvers = new ArrayList<>();
        for (Resolver resolver : mesh.network().naming().resolvers()) {
            switch (resolver) {
                case Resolver.Address(IpAddress address) -> resolvers.add(address);
                case Resolver.Node(NodeName name) ->
                    resolvers.addAll(lock.node(name).map(LockedNode::addresses).orElse(List.of()));
            }
        }
        return new NameTable(mesh.name(), mesh.network().domain(), entries,
                resolvers.stream().distinct().toList());
    }

    /** {@code NAME.DOMAIN}, or the name alone where there is no domain. */
    public String fullName(NodeName name) {
        return domain.map(under -> name + "." + under).orElse(name.text());
    }
}
