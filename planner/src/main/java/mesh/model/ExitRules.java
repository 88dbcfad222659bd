// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;

import mesh.name.NodeName;
import mesh.spec.DeviceSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** A host's exits are some and have a way of their own. */
final class ExitRules {
    /** In place of a name: the host's own way to the internet. */
    static final NodeName NONE = new NodeName("none");

    private final Draft draft;
    private final Problems problems;

    private ExitRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        ExitRules rules = new ExitRules(draft, problems);
        rules.checkNames(draft.spec().defaults().useExit());
        for (HostSpec spec : draft.hostSpecs()) {
            rules.checkHost(spec, draft.host(spec));
        }
        draft.spec().devices().forEach(rules::checkDevice);
    }

    private void checkHost(HostSpec spec, Host host) {
        List<Located<NodeName>> own = spec.settings().useExit();
        checkNames(own);
        if (host.exitNode()) {
            own.stream().filter(place -> !place.value().equals(NONE)).findFirst()
                    .ifPresent(place -> problems.error(ProblemId.EXIT_CHAIN, place, host.name() + " is an exit itself",
                            "delete use-exit or exit-node: an exit has its own way to the internet"));
        }
    }

    /** Through the tunnel it would ask in vain whom it asks in the network where it is. */
    private void checkDevice(DeviceSpec spec) {
        spec.useExit().ifPresent(place -> {
            checkName(place);
            if (!place.value().equals(NONE) && spec.resolvers().isEmpty()
                    && draft.spec().names().resolvers().isEmpty()) {
                problems.warning(ProblemId.EXIT_WITHOUT_DNS, place,
                        spec.name().value() + " has no resolver that it can ask through " + place.value(),
                        "add 'dns: 9.9.9.9' or that of a resolver of your own, or names.resolver");
            }
        });
    }

    private void checkNames(List<Located<NodeName>> places) {
        places.forEach(this::checkName);
        if (places.size() > 1) {
            places.stream().filter(place -> place.value().equals(NONE))
                    .forEach(place -> problems.error(ProblemId.UNKNOWN_EXIT, place,
                            "none stands beside exits, and means the host's own way",
                            "delete it here, or write use-exit: none alone"));
        }
    }

    private void checkName(Located<NodeName> place) {
        if (place.value().equals(NONE)) {
            return;
        }
        Host exit = draft.hosts().get(place.value());
        if (exit == null || !exit.exitNode()) {
            problems.error(ProblemId.UNKNOWN_EXIT, place,
                    exit == null ? "there is no host " + place.value() : place.value() + " is not an exit",
                    exit == null
                            ? "write the name of a host with 'exit-node: true', or none"
                            : "give " + place.value() + " 'exit-node: true', or write none");
        }
    }
}
