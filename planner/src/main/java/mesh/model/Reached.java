// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.net.Cidr;

/**
 * Addresses that hosts of a mesh reach through its interface.
 *
 * @param network the addresses
 * @param behind the node that has them; absent for a range of the mesh itself
 */
record Reached(Cidr network, Optional<Node> behind) {

    static List<Reached> of(Mesh mesh) {
        Stream<Reached> ranges = mesh.network().ranges().stream().map(range -> new Reached(range, Optional.empty()));
        Stream<Reached> routes = mesh.hosts().stream()
                .flatMap(host -> host.routes().stream().map(route -> new Reached(route, Optional.of(host))));
        Stream<Reached> foreign = mesh.externals().stream()
                .flatMap(peer -> peer.allowedIps().stream().map(route -> new Reached(route, Optional.of(peer))));
        return Stream.of(ranges, routes, foreign).flatMap(one -> one).toList();
    }

    /** One machine may offer what is behind it to both meshes. */
    boolean clashes(Reached other) {
        return network.overlaps(other.network) && !isBehindOneMachine(other);
    }

    private boolean isBehindOneMachine(Reached other) {
        return behind.isPresent() && other.behind.isPresent() && behind.get() instanceof Host one
                && other.behind.get() instanceof Host two && SharedMachine.isOneMachine(one, two);
    }

    /** For people: {@code 192.168.1.0/24 behind pi4}, or {@code the range 10.9.0.0/24}. */
    String text() {
        return behind.map(node -> network + " behind " + node.name()).orElse("the range " + network);
    }
}
