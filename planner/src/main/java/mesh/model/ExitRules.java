// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.name.NodeName;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** A host's exit is one and has a way of its own; its system can do what is asked of it. */
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
        draft.spec().defaults().useExit().ifPresent(rules::checkName);
        for (HostSpec spec : draft.hostSpecs()) {
            rules.checkHost(spec, draft.host(spec));
        }
    }

    private void checkHost(HostSpec spec, Host host) {
        spec.settings().useExit().ifPresent(place -> {
            checkName(place);
            if (host.exitNode() && !place.value().equals(NONE)) {
                problems.error(ProblemId.EXIT_CHAIN, place, host.name() + " is an exit itself",
                        "delete use-exit or exit-node: an exit has its own way to the internet");
            }
        });
        spec.settings().useExit().or(() -> draft.spec().defaults().useExit())
                .filter(place -> host.passage().useExit().isPresent()).ifPresent(place -> checkUse(place, host));
        spec.exitNode().filter(Located::value).filter(exit -> host.os() == OperatingSystem.OPENBSD)
                .ifPresent(exit -> problems.warning(ProblemId.EXIT_NODE_BY_HAND, exit,
                        "mesh switches on forwarding on " + host.name()
                                + ", and does not translate addresses on OpenBSD",
                        "add 'match out on egress from (" + draft.network().interfaceName()
                                + ":network) nat-to (egress)' to /etc/pf.conf there"));
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

    private void checkUse(Located<NodeName> place, Host host) {
        if (host.os() == OperatingSystem.OPENBSD) {
            problems.error(ProblemId.EXIT_NOT_ON_OS, place,
                    "mesh cannot send the internet traffic of " + host.name() + " through an exit: it runs OpenBSD",
                    "give " + host.name() + " 'use-exit: none'");
        }
    }
}
