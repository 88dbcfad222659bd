// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

import mesh.name.GroupName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.policy.Policy;

/**
 * A whole mesh, valid once constructed by {@code MeshBuilder}: names unique, references resolved, defaults filled in.
 *
 * @param name of the mesh
 * @param network shared settings
 * @param keys custody and preshared keys
 * @param hosts sorted by name
 * @param devices sorted by name
 * @param externals sorted by name
 * @param groups each group's members, nested groups and tags resolved
 * @param policy who may reach whom, its selectors resolved
 * @param topology who talks to whom
 * @param relays what all relays have in common
 * @param certificates TLS for its names; absent: there are none
 */
public record Mesh(MeshName name, Network network, KeyPolicy keys, List<Host> hosts, List<Device> devices,
        List<External> externals, SortedMap<GroupName, SortedSet<NodeName>> groups, Policy policy,
        Topology topology, Relays relays,
        Optional<Certificates> certificates) {

    public Mesh {
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
        externals = List.copyOf(externals);
    }

    /** Hosts, devices and externals, each kind sorted by name. */
    public Stream<Node> nodes() {
        return Stream.of(hosts, devices, externals).flatMap(List::stream);
    }

    /**
     * As it is on a day: devices whose last day is over are marked so.
     *
     * @param today in UTC
     */
    public Mesh on(LocalDate today) {
        return new Mesh(name, network, keys, hosts, devices.stream().map(device -> device.on(today)).toList(),
                externals, groups, policy, topology, relays, certificates);
    }
}
