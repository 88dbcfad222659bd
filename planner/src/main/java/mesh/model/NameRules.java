// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.spec.DeviceSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Names belong to one node; a former name to none. */
final class NameRules {
    private NameRules() {}

    static void check(Draft draft, Problems problems) {
        Map<NodeName, Located<NodeName>> first = new HashMap<>();
        for (Located<NodeName> name : names(draft.spec())) {
            Located<NodeName> earlier = first.putIfAbsent(name.value(), name);
            if (earlier != null) {
                problems.error(ProblemId.DUPLICATE_NAME, name,
                        "the name is taken by " + earlier.path() + " on " + earlier.position().lineText(),
                        "give one of them another name; hosts, devices and externals share one list of names");
            }
        }
        checkWas(draft.spec(), first, problems);
    }

    private static List<Located<NodeName>> names(MeshSpec spec) {
        return Stream.of(spec.hosts().stream().map(HostSpec::name), spec.devices().stream().map(DeviceSpec::name),
                spec.externals().stream().map(ExternalSpec::name)).flatMap(names -> names).toList();
    }

    private static void checkWas(MeshSpec spec, Map<NodeName, Located<NodeName>> names, Problems problems) {
        Map<NodeName, Located<NodeName>> first = new HashMap<>();
        for (HostSpec host : spec.hosts()) {
            host.was().ifPresent(was -> {
                Located<NodeName> holder = names.get(was.value());
                Located<NodeName> earlier = first.putIfAbsent(was.value(), was);
                if (holder != null) {
                    problems.error(ProblemId.WAS_EXISTS, was,
                            "'" + was.value() + "' is still the name of " + holder.path() + " on "
                                    + holder.position().lineText(),
                            "delete 'was', or delete the entry of that name if it is the same machine");
                } else if (earlier != null) {
                    problems.error(ProblemId.WAS_TWICE, was,
                            "'" + was.value() + "' is also the former name in " + earlier.path() + " on "
                                    + earlier.position().lineText(),
                            "delete 'was' from the host that is not that machine");
                }
            });
        }
    }
}
