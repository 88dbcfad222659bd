// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;

import mesh.net.Port;

/**
 * One machine as two meshes know it.
 *
 * @param one its host in the mesh that is checked
 * @param other its host in the other mesh
 */
record SharedMachine(Host one, Host other) {

    static List<SharedMachine> of(Mesh mesh, Mesh other) {
        return mesh.hosts().stream().flatMap(one -> other.hosts().stream().filter(two -> isOneMachine(one, two))
                .map(two -> new SharedMachine(one, two))).toList();
    }

    static boolean isOneMachine(Host one, Host other) {
        return one.ssh().host().equals(other.ssh().host()) && one.ssh().port().equals(other.ssh().port())
                && one.ssh().jump().equals(other.ssh().jump());
    }

    Port onePort(Mesh mesh) {
        return one.port().orElse(mesh.network().port());
    }

    Port otherPort(Mesh mesh) {
        return other.port().orElse(mesh.network().port());
    }
}
