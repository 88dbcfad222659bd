// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.MeshName;

/**
 * A whole spec as its author wrote it: each value is of its type and knows its place; nothing is defaulted or resolved.
 *
 * @param name of the mesh
 * @param network shared settings
 * @param keys custody and preshared keys
 * @param defaults for hosts
 * @param groups in the order of the spec
 * @param hosts in the order of the spec
 * @param devices in the order of the spec
 * @param externals in the order of the spec
 * @param otherMeshes files of meshes with hosts in common, in the order of the spec
 * @param policy who may reach whom
 * @param topology who talks to whom
 * @param names how nodes find each other by name
 * @param relays who may use the relays
 * @param certificates TLS for the names; absent where the spec has no such section
 */
public record MeshSpec(Located<MeshName> name, NetworkSpec network, KeysSpec keys, HostSettings defaults,
        List<GroupSpec> groups, List<HostSpec> hosts, List<DeviceSpec> devices, List<ExternalSpec> externals,
        List<Located<SpecFileName>> otherMeshes, PolicySpec policy, TopologySpec topology,
        NamesSpec names, RelaysSpec relays, Optional<CertificatesSpec> certificates) {

    public MeshSpec {
        groups = List.copyOf(groups);
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
        externals = List.copyOf(externals);
        otherMeshes = List.copyOf(otherMeshes);
    }
}
