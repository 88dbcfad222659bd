// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.spec.Located;
import mesh.spec.Problem;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.SpecException;
import mesh.spec.SpecFileName;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/**
 * Machines that are in several meshes carry an interface of each: its name and port must be theirs alone, and no address
 * may be reached through both. Hosts of two specs are one machine where SSH reaches them at the same place.
 */
public final class OtherMeshes {
    private final Mesh mesh;
    private final SpecFiles files;
    private final Problems problems;

    private OtherMeshes(Mesh mesh, SpecFiles files, Problems problems) {
        this.mesh = mesh;
        this.files = files;
        this.problems = problems;
    }

    /** @param files where the other meshes are */
    public static MeshCheck in(SpecFiles files) {
        return (spec, mesh, problems) -> new OtherMeshes(mesh, files, problems).check(spec.otherMeshes());
    }

    private void check(List<Located<SpecFileName>> names) {
        names.forEach(name -> read(name).ifPresent(other -> compare(name, other)));
    }

    private Optional<Mesh> read(Located<SpecFileName> name) {
        try {
            Optional<SpecSource> source = files.read(name.value());
            if (source.isEmpty()) {
                problems.error(ProblemId.OTHER_MESH_UNUSABLE, name, "there is no file " + name.value(),
                        "write its path as seen from this file, or remove the item");
            }
            return source.map(found -> MeshBuilder.read(found, files.seenFrom(name.value())).mesh());
        } catch (SpecException broken) {
            long errors = broken.problems().stream().filter(one -> one.severity() == Problem.Severity.ERROR).count();
            problems.error(ProblemId.OTHER_MESH_UNUSABLE, name,
                    "the spec has " + (errors == 1 ? "an error" : errors + " errors"),
                    "run 'mesh validate -f " + name.value() + "'");
            return Optional.empty();
        }
    }

    private void compare(Located<SpecFileName> name, Mesh other) {
        if (other.name().equals(mesh.name())) {
            problems.error(ProblemId.OTHER_MESH_UNUSABLE, name, "that mesh has the name " + mesh.name() + " too",
                    "give one of them another name: hosts know a mesh by it");
            return;
        }
        List<SharedMachine> shared = SharedMachine.of(mesh, other);
        shared.forEach(machine -> compareInterfaces(name, other, machine));
        shared.forEach(machine -> compareRelays(name, machine));
        if (!shared.isEmpty()) {
            compareNetworks(name, other);
        }
    }

    private void compareInterfaces(Located<SpecFileName> name, Mesh other, SharedMachine machine) {
        if (mesh.network().interfaceName().equals(other.network().interfaceName())) {
            problems.error(ProblemId.OTHER_MESH_INTERFACE, name,
                    machine.one().name() + " would carry " + mesh.network().interfaceName() + " of both meshes",
                    "give one of them another network.interface");
        }
        if (machine.onePort(mesh).equals(machine.otherPort(other))) {
            problems.error(ProblemId.OTHER_MESH_PORT, name,
                    machine.one().name() + " would listen on port " + machine.onePort(mesh) + " for both meshes",
                    "give one of them another network.port, or the host another port in one of them");
        }
    }

    private void compareRelays(Located<SpecFileName> name, SharedMachine machine) {
        machine.one().relay().ifPresent(one -> machine.other().relay().ifPresent(other -> {
            List<String> both = new ArrayList<>(tcpPorts(one));
            both.retainAll(tcpPorts(other));
            one.stunPort().filter(port -> other.stunPort().equals(Optional.of(port)))
                    .ifPresent(port -> both.add("UDP port " + port));
            both.forEach(port -> problems.error(ProblemId.OTHER_MESH_RELAY, name,
                    "the relays of both meshes would take " + port + " on " + machine.one().name(),
                    "give one of them other ports, or let one mesh alone have a relay there"));
        }));
    }

    private static List<String> tcpPorts(Relay relay) {
        return List.of("TCP port " + relay.listenPort(), "TCP port " + relay.metricsPort());
    }

    private void compareNetworks(Located<SpecFileName> name, Mesh other) {
        List<Reached> theirs = Reached.of(other);
        for (Reached mine : Reached.of(mesh)) {
            theirs.stream().filter(mine::clashes).findFirst().ifPresent(
                    their -> problems.error(ProblemId.OTHER_MESH_NETWORK, name,
                            mine.text() + " overlaps " + their.text() + " of mesh " + other.name()
                                    + ", and machines are in both",
                            "move one of them: a machine can send to an address through one interface only"));
        }
    }
}
