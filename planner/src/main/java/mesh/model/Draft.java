// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.spec.HostSpec;
import mesh.spec.MeshSpec;

/**
 * A spec with its defaults filled in, not checked yet.
 *
 * @param spec for places
 * @param network with one range of a family at the most
 * @param hosts those whose system is known, by name
 */
record Draft(MeshSpec spec, Network network, SortedMap<NodeName, Host> hosts) {

    /** The mesh range that holds {@code address}. */
    Optional<Cidr> rangeOf(IpAddress address) {
        return network.ranges().stream().filter(range -> range.contains(address)).findFirst();
    }

    /** Hosts of the spec; those without a counterpart in {@link #hosts} have a problem of their own. */
    List<HostSpec> hostSpecs() {
        return spec.hosts().stream().filter(host -> hosts.containsKey(host.name().value())).toList();
    }

    /** What became of {@code spec}. */
    Host host(HostSpec spec) {
        Host host = hosts.get(spec.name().value());
        if (host == null) {
            throw new IllegalArgumentException("no such host in the draft: " + spec.name().value());
        }
        return host;
    }
}
