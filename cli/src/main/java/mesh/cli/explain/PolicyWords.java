// SPDX-License-Identifier: Apache-2.0
package mesh.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import mesh.cli.explain.ExplainDocument.Allows;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.policy.Party;
import mesh.policy.PolicyEvaluator;
import mesh.policy.Rule;
import mesh.policy.Traffic;

/** What a policy lets two nodes begin, and by which rules. */
final class PolicyWords {
    private final Mesh mesh;
    private final PolicyEvaluator evaluator;

    PolicyWords(Mesh mesh) {
        this.mesh = mesh;
        this.evaluator = new PolicyEvaluator(mesh.policy());
    }

    /** From each to the other and the networks behind it; empty where everybody may. */
    List<Allows> between(NodeName one, NodeName other) {
        if (mesh.policy().open()) {
            return List.of();
        }
        List<Allows> all = new ArrayList<>();
        begins(one).forEach(from -> reached(other).forEach(to -> all.add(allows(from, to))));
        begins(other).forEach(from -> reached(one).forEach(to -> all.add(allows(from, to))));
        return all;
    }

    private Allows allows(Party from, Party to) {
        Traffic traffic = evaluator.allowed(from, to);
        List<String> rules = evaluator.because(from, to, traffic).stream().map(Rule::place).toList();
        return new Allows(from.toString(), to.toString(), traffic.toString(), rules);
    }

    private List<Party> begins(NodeName name) {
        return parties(name).filter(party -> party instanceof Party.Member || node(name) instanceof External).toList();
    }

    private List<Party> reached(NodeName name) {
        return parties(name).toList();
    }

    private Stream<Party> parties(NodeName name) {
        Stream<Party> own = Stream.of(new Party.Member(name));
        return switch (node(name)) {
            case Host host -> Stream.concat(own, host.routes().stream().map(Party.Behind::new));
            case Device device -> own;
            case External external -> external.allowedIps().stream().map(Party.Behind::new);
        };
    }

    private Node node(NodeName name) {
        return mesh.nodes().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }
}
