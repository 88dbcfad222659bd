// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.model.Mesh;
import mesh.model.PairSet;
import mesh.name.NodeName;
import mesh.path.MissingPairs.Group;
import mesh.spec.DeviceSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.SelectorPair;

/**
 * Each two linked nodes have a path, or the spec says that they have none. Pairs without a host are not ours to
 * configure, and nothing is said about them, nor about devices whose last day is over.
 */
public final class PathCheck {
    private final MeshSpec spec;
    private final Paths paths;
    private final Problems problems;

    private PathCheck(MeshSpec spec, Mesh mesh, Problems problems) {
        this.spec = spec;
        this.paths = Paths.of(mesh);
        this.problems = problems;
    }

    /** A {@link mesh.model.MeshCheck}. */
    public static void check(MeshSpec spec, Mesh mesh, Problems problems) {
        PathCheck check = new PathCheck(spec, mesh, problems);
        check.run();
        ExitPeers.check(spec, mesh, check.paths, problems);
        RelayUse.check(spec, mesh, check.paths, problems);
    }

    private void run() {
        List<Member> nodes = List.copyOf(paths.members().values());
        MissingPairs missing = new MissingPairs(nodes);
        List<PairSet.Product> known = paths.topology().noPath().products();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                if (isMissing(nodes.get(i), nodes.get(j)) && !isKnown(nodes.get(i), nodes.get(j), known, used)
                        && nodes.get(i).takesPart() && nodes.get(j).takesPart()) {
                    missing.add(i, j);
                }
            }
        }
        missing.groups().forEach(this::report);
        for (int i = 0; i < known.size(); i++) {
            if (!used.contains(i)) {
                reportUnused(spec.topology().noPath().get(i));
            }
        }
    }

    private boolean isMissing(Member one, Member other) {
        return (one.isHost() || other.isHost()) && !paths.areInReach(one, other)
                && paths.between(one, other) instanceof Path.None;
    }

    private static boolean isKnown(Member one, Member other, List<PairSet.Product> known, Set<Integer> used) {
        boolean found = false;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).contains(one.name(), other.name())) {
                found = true;
                used.add(i);
            }
        }
        return found;
    }

    private void report(Group group) {
        PathAdvice advice = new PathAdvice(paths, group);
        problems.error(ProblemId.NO_PATH, place(group), advice.message(), advice.advice());
    }

    private void reportUnused(SelectorPair pair) {
        problems.warning(ProblemId.UNUSED_NO_PATH, pair.one(), "no pair here is without a path",
                "delete the pair, or check its names");
    }

    /** The first host of the group, else its first node. */
    private Located<?> place(Group group) {
        List<NodeName> names = group.all().stream().map(Member::name).toList();
        List<Located<NodeName>> places = new ArrayList<>();
        spec.hosts().stream().map(HostSpec::name).forEach(places::add);
        spec.devices().stream().map(DeviceSpec::name).forEach(places::add);
        spec.externals().stream().map(ExternalSpec::name).forEach(places::add);
        Optional<Member> host = group.all().stream().filter(Member::isHost).findFirst();
        NodeName shown = host.map(Member::name).orElse(names.getFirst());
        return places.stream().filter(place -> place.value().equals(shown)).findFirst().orElseThrow();
    }
}
