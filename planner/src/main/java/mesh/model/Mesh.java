// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

import mesh.key.RelayKey;
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
 * @param relayClients who may use the relays, by the names that the spec gives them
 * @param certificates TLS for its names; absent: there are none
 */
public record Mesh(MeshName name, Network network, KeyPolicy keys, List<Host> hosts, List<Device> devices,
        List<External> externals, SortedMap<GroupName, SortedSet<NodeName>> groups, Policy policy,
        Topology topology, SortedMap<NodeName, RelayKey> relayClients,
        Optional<Certificates> certificates) {

    public Mesh {
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
        externals = List.copyOf(externals);
        relayClients = Collections.unmodifiableSortedMap(new TreeMap<>(relayClients));
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
                externals, groups, policy, topology, relayClients, certificates);
    }
}
