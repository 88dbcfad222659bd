// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredMesh;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.plan.Shard;
import mesh.spec.Spelling;

/**
 * Which hosts a command works on. It never changes what a host's peers are, only which hosts are looked at.
 *
 * @param whole true: all hosts, those that left the spec included
 * @param names the hosts chosen, where not all are
 */
public record Selection(boolean whole, Set<NodeName> names) {
    /** All hosts. */
    public static final Selection ALL = new Selection(true, Set.of());

    public Selection {
        names = Set.copyOf(names);
    }

    /**
     * Hosts named, and hosts with one of the tags; all where neither is given.
     *
     * @throws MeshException for a host or tag that the mesh does not have
     */
    public static Selection of(Mesh mesh, DesiredMesh desired, List<NodeName> hosts, List<Tag> tags) {
        if (hosts.isEmpty() && tags.isEmpty()) {
            return ALL;
        }
        Set<NodeName> known = known(mesh, desired);
        Set<NodeName> chosen = new TreeSet<>();
        for (NodeName name : hosts) {
            if (!known.contains(name)) {
                throw unknown("host", name.text(), known.stream().map(NodeName::text).toList());
            }
            chosen.add(name);
        }
        for (Tag tag : tags) {
            List<NodeName> tagged = mesh.hosts().stream().filter(host -> host.tags().contains(tag)).map(Host::name)
                    .toList();
            if (tagged.isEmpty()) {
                throw unknown("tag", tag.text(), mesh.hosts().stream().flatMap(host -> host.tags().stream())
                        .map(Tag::text).distinct().sorted().collect(Collectors.toList()));
            }
            chosen.addAll(tagged);
        }
        return new Selection(false, chosen);
    }

    private static Set<NodeName> known(Mesh mesh, DesiredMesh desired) {
        Set<NodeName> known = new TreeSet<>();
        mesh.hosts().forEach(host -> known.add(host.name()));
        desired.removed().forEach(removed -> known.add(removed.name()));
        return known;
    }

    /** Those of these hosts that are reached over SSH. */
    public Selection pushed(Mesh mesh, DesiredMesh desired) {
        Set<NodeName> pulling = mesh.hosts().stream().filter(host -> host.pull().isPresent()).map(Host::name)
                .collect(Collectors.toSet());
        return pulling.isEmpty()
                ? this
                : new Selection(false, known(mesh, desired).stream().filter(this::includes)
                        .filter(host -> !pulling.contains(host)).collect(Collectors.toSet()));
    }

    /** Those of these hosts that are in {@code shard}. */
    public Selection in(Shard shard, Mesh mesh, DesiredMesh desired) {
        return new Selection(false, known(mesh, desired).stream().filter(this::includes).filter(shard::holds)
                .collect(Collectors.toSet()));
    }

    public boolean includes(NodeName host) {
        return whole || names.contains(host);
    }

    private static MeshException unknown(String kind, String word, List<String> known) {
        return new MeshException(ExitCode.USAGE, "the mesh has no " + kind + " '" + word + "'",
                known.isEmpty()
                        ? ""
                        : Spelling.nearest(word, known).map(near -> "Did you mean: " + near + "?")
                                .orElse("It has: " + String.join(", ", known) + "."));
    }
}
