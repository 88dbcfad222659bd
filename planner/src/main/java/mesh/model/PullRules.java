// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.spec.HostSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** A host that pulls has what its bundle can bring, and one that is enrolled pulls from somewhere. */
final class PullRules {
    private PullRules() {}

    static void check(Draft draft, Problems problems) {
        for (HostSpec spec : draft.hostSpecs()) {
            boolean pulls = draft.host(spec).pull().isPresent();
            if (!pulls) {
                spec.pullKey().ifPresent(key -> problems.error(ProblemId.PULL_KEY_UNUSED, key,
                        spec.name().value() + " pulls from nowhere, so nothing is sealed to this key",
                        "say 'pull: URL' here or under 'defaults', or delete 'pull-key'"));
                spec.pullReportKey().ifPresent(key -> problems.error(ProblemId.PULL_KEY_UNUSED, key,
                        spec.name().value() + " pulls from nowhere, so it reports nothing that this key signs",
                        "say 'pull: URL' here or under 'defaults', or delete 'pull-report-key'"));
                spec.settings().pullReport().filter(url -> !url.value().equals(Pull.NONE))
                        .ifPresent(url -> problems.error(ProblemId.PULL_REPORT_UNUSED, url,
                                spec.name().value() + " pulls from nowhere, so it has nothing to report",
                                "say 'pull: URL' here or under 'defaults', or delete 'pull-report'"));
            } else if (draft.host(spec).relay().isPresent()) {
                problems.error(ProblemId.RELAY_PULLS, spec.name(),
                        spec.name().value() + " has a relay, whose program a host that pulls does not get",
                        "say 'pull: none' here, or delete 'relay'");
            }
        }
    }
}
