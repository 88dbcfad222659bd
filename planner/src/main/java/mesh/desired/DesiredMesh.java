// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import mesh.lock.Reach;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;

/**
 * What every host should have.
 *
 * @param name of the mesh
 * @param hosts sorted by name
 * @param removed hosts to de-configure, sorted by name
 * @param missingPaths pairs without a path, sorted
 * @param formerAddresses whose address each tombstone keeps, so that a leftover peer can be called by its name
 */
public record DesiredMesh(MeshName name, List<DesiredHost> hosts, List<RemovedHost> removed,
        List<MissingPath> missingPaths, SortedMap<IpAddress, NodeName> formerAddresses) {
    /** Of fewer, one processor has done them all before others have begun. */
    private static final int MANY = 100;

    public DesiredMesh {
        hosts = List.copyOf(hosts);
        removed = List.copyOf(removed);
        missingPaths = List.copyOf(missingPaths);
        formerAddresses = Collections.unmodifiableSortedMap(new TreeMap<>(formerAddresses));
    }

    /** The hosts, sorted by name; where there are many, all processors work on them, and what comes out is in order. */
    public Stream<DesiredHost> eachHost() {
        return eachOf(hosts);
    }

    static <T> Stream<T> eachOf(List<T> hosts) {
        return hosts.size() >= MANY ? hosts.parallelStream() : hosts.stream();
    }

    /** How a host is reached, of those that stay and those to de-configure; absent for any other. */
    public Optional<Reach> reach(NodeName host) {
        return Stream.concat(
                hosts.stream().filter(one -> one.name().equals(host)).map(DesiredHost::reach),
                removed.stream().filter(one -> one.name().equals(host)).map(RemovedHost::reach)).findFirst();
    }

    /** The same with {@link DesiredHost#withoutUnknownPeers()} of every host. */
    public DesiredMesh withoutUnknownPeers() {
        return new DesiredMesh(name, hosts.stream().map(DesiredHost::withoutUnknownPeers).toList(), removed,
                missingPaths, formerAddresses);
    }
}
