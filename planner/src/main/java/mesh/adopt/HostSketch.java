// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;

/** A host of the mesh while it is worked out. */
final class HostSketch {
    final NodeName name;
    /** Absent for a host that others have as a peer and that was not read. */
    final Optional<FoundHost> found;
    final Optional<PublicKey> key;
    final List<IpAddress> addresses = new ArrayList<>();
    final List<Cidr> routes = new ArrayList<>();
    final SortedMap<SiteName, Endpoint> siteEndpoints = new TreeMap<>();
    Optional<Endpoint> endpoint = Optional.empty();
    Optional<SiteName> site = Optional.empty();
    boolean behindNat;
    int keepaliveSeconds;

    HostSketch(NodeName name, Optional<FoundHost> found, Optional<PublicKey> key) {
        this.name = name;
        this.found = found;
        this.key = key;
    }

    Format format() {
        return found.map(FoundHost::format).orElse(Format.WG_QUICK);
    }

    Optional<Integer> port() {
        return found.flatMap(host -> host.config().port()).or(() -> endpoint.map(one -> one.port().number()));
    }

    /** Whether {@code network} is one of its addresses and nothing else. */
    boolean owns(Cidr network) {
        return addresses.stream().anyMatch(address -> Cidr.host(address).equals(network));
    }
}
