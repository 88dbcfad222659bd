// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Certificates.Holder;
import mesh.model.Mesh;
import mesh.name.DnsName;
import mesh.name.NodeName;
import mesh.name.ServiceName;
import mesh.name.UserName;
import mesh.net.IpAddress;
import mesh.tls.Certificate;

/**
 * What a host has of the mesh's TLS.
 *
 * @param trusted certificates of authorities that its system trusts, the one that signs first; empty until there is one
 * @param own its own certificate; absent for a host that gets none
 */
public record HostTls(List<Certificate> trusted, Optional<Own> own) {
    public HostTls {
        trusted = List.copyOf(trusted);
    }

    /**
     * A host's own certificate.
     *
     * @param names it is for, the host's own first
     * @param addresses it is for
     * @param issued the last one that was made; absent before the first
     * @param reload the service that uses it
     * @param group that may read its key, besides root
     */
    public record Own(List<DnsName> names, List<IpAddress> addresses, Optional<Certificate> issued,
            Optional<ServiceName> reload, Optional<UserName> group) {
        public Own {
            names = List.copyOf(names);
            addresses = List.copyOf(addresses);
        }
    }

    /** @return absent in a mesh without certificates */
    static Optional<HostTls> of(Mesh mesh, Lockfile lock, NodeName host) {
        return mesh.certificates().flatMap(section -> mesh.network().domain().map(domain -> {
            Optional<Holder> holder = Optional.ofNullable(section.holders().get(host));
            return new HostTls(lock.authorities(), holder.map(one -> own(domain, lock.node(host), host, one)));
        }));
    }

    private static Own own(DnsName domain, Optional<LockedNode> locked, NodeName host, Holder holder) {
        List<DnsName> names = new ArrayList<>();
        Stream.concat(Stream.of(host), holder.services().stream())
                .forEach(name -> names.add(new DnsName(name + "." + domain)));
        return new Own(names, locked.map(LockedNode::addresses).orElse(List.of()),
                locked.flatMap(LockedNode::certificate), holder.reload(), holder.group());
    }
}
