// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import mesh.name.SiteName;
import mesh.net.Port;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Agents have a relay to meet at, and hosts behind one NAT have ports that it can tell apart. */
final class AgentRules {
    private final Draft draft;
    private final Problems problems;

    private AgentRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        AgentRules rules = new AgentRules(draft, problems);
        if (draft.spec().hosts().stream().allMatch(host -> host.relay().isEmpty())) {
            draft.spec().defaults().agent().ifPresent(rules::checkRelay);
            draft.spec().hosts().forEach(host -> host.settings().agent().ifPresent(rules::checkRelay));
        }
        rules.checkPorts();
    }

    private void checkRelay(Located<String> agent) {
        if (agent.value().equals(AgentUse.ALWAYS.text())) {
            problems.error(ProblemId.AGENT_WITHOUT_RELAY, agent,
                    "no host has a relay, so agents cannot find each other",
                    "give a public host 'relay: true', or delete 'agent: always'");
        }
    }

    /** What both send from the same port leaves their NAT from ports that nobody can foretell. */
    private void checkPorts() {
        record Claim(SiteName site, Port port) {}
        Map<Claim, Host> claims = new HashMap<>();
        for (HostSpec spec : draft.hostSpecs()) {
            Host host = draft.host(spec);
            Optional<Located<Port>> own = spec.settings().port().or(() -> draft.spec().defaults().port());
            if (own.isEmpty() || !host.behindNat() || host.site().isEmpty()) {
                continue;
            }
            Optional<Host> other = Optional
                    .ofNullable(claims.putIfAbsent(new Claim(host.site().get(), own.get().value()), host));
            other.ifPresent(first -> problems.warning(ProblemId.NAT_PORT_CLASH, own.get(),
                    first.name() + " has this port too, behind the same NAT at " + host.site().get(),
                    "delete 'port' here, so that each host gets one of its own"));
        }
    }
}
