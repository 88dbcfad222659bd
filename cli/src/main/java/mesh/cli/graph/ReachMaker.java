// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.cli.graph.Reach.End;
import mesh.cli.graph.Reach.Statement;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.MeshAccess;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.Access;
import mesh.policy.Parties;
import mesh.policy.Party;
import mesh.policy.Policy;
import mesh.policy.Rule;
import mesh.spec.Located;
import mesh.spec.PolicyRuleSpec;
import mesh.spec.PolicySpec;
import mesh.spec.PolicyTestSpec;

/** Asks the policy about each two ends, and keeps what it says in letters. */
final class ReachMaker {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** Where letters go on when those run out: nothing here has a meaning in JSON or HTML. */
    private static final int MORE_LETTERS = 0x4e00;

    private final Policy policy;
    private final PolicySpec spec;
    private final List<Node> nodes;
    private final List<Party> parties;
    private final Access access;
    private final SortedMap<String, SortedSet<NodeName>> labels;
    private final Map<String, String> letters = new HashMap<>();
    private final SortedMap<String, String> traffic = new TreeMap<>();

    private ReachMaker(Mesh mesh, PolicySpec spec) {
        this.policy = mesh.policy();
        this.spec = spec;
        this.nodes = mesh.nodes().toList();
        this.access = MeshAccess.of(mesh);
        this.labels = MeshAccess.labels(mesh);
        this.parties = access.parties();
    }

    static Reach of(Mesh mesh, PolicySpec spec) {
        return new ReachMaker(mesh, spec).reach();
    }

    private Reach reach() {
        List<End> ends = parties.stream().map(this::end).toList();
        List<String> rows = parties.stream().map(from -> parties.stream().map(to -> letter(from, to))
                .collect(Collectors.joining())).toList();
        List<Statement> rules = rules();
        return new Reach(policy.open(), rules, notes(rules), spec.tests().stream().map(ReachMaker::sentence).toList(),
                ends, rows, traffic);
    }

    private End end(Party party) {
        int node = 0;
        while (node < nodes.size() && !isAt(nodes.get(node), party)) {
            node++;
        }
        return new End(party.toString(), node == nodes.size() ? -1 : node, party instanceof Party.Member);
    }

    private static boolean isAt(Node node, Party party) {
        return switch (party) {
            case Party.Member member -> node.name().equals(member.name());
            case Party.Behind behind -> networks(node).stream().anyMatch(one -> one.contains(behind.network()));
            case Party.Internet anywhere -> false;
        };
    }

    private static List<Cidr> networks(Node node) {
        return switch (node) {
            case Host host -> host.routes();
            case External external -> external.allowedIps();
            case Device device -> List.of();
        };
    }

    private String letter(Party from, Party to) {
        String text = (from instanceof Party.Internet || from.equals(to))
                ? "nothing"
                : access.allowed(from, to).toString();
        return letters.computeIfAbsent(text, one -> {
            int number = letters.size();
            String letter = number < LETTERS.length()
                    ? LETTERS.substring(number, number + 1)
                    : Character.toString(MORE_LETTERS + number);
            traffic.put(letter, one);
            return letter;
        });
    }

    private List<Statement> rules() {
        if (policy.open()) {
            String all = "1".repeat(parties.size());
            String place = spec.place().isPresent() ? "policy.default" : "no policy";
            return List.of(new Statement(place, List.of("any"), List.of("any"), "any", all, all));
        }
        List<Statement> rules = new ArrayList<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            PolicyRuleSpec words = spec.rules().get(i);
            rules.add(new Statement(rule.place(), words(words.from()), words(words.to()), rule.allow().toString(),
                    meant(rule.from()), meant(rule.to())));
        }
        return rules;
    }

    private SortedMap<String, String> notes(List<Statement> rules) {
        SortedMap<String, String> notes = new TreeMap<>();
        rules.stream().flatMap(rule -> Stream.concat(rule.from().stream(), rule.to().stream()))
                .forEach(word -> notes.computeIfAbsent(word, this::note));
        return notes;
    }

    private String note(String word) {
        if (word.equals("any")) {
            return "all nodes and networks";
        }
        if (word.equals("internet")) {
            return "through an exit node";
        }
        if (word.indexOf('/') >= 0) {
            Cidr network = Cidr.parse(word);
            return nodes.stream().filter(node -> networks(node).stream().anyMatch(one -> one.overlaps(network)))
                    .map(node -> "behind " + node.name()).findFirst().orElse("");
        }
        SortedSet<NodeName> members = labels.get(word);
        return members == null
                ? nodes.stream().filter(node -> node.name().text().equals(word)).map(ReachMaker::kind).findFirst()
                        .orElse("")
                : members.size() + (members.size() == 1 ? " node" : " nodes");
    }

    private static String kind(Node node) {
        return switch (node) {
            case Host host -> "host";
            case Device device -> "device";
            case External external -> "external peer";
        };
    }

    private String meant(Parties side) {
        return parties.stream().map(party -> side.include(party) ? "1" : "0").collect(Collectors.joining());
    }

    private static String sentence(PolicyTestSpec test) {
        Stream<String> accepts = test.accept().isEmpty()
                ? Stream.empty()
                : Stream.of("accepts " + String.join(", ", words(test.accept())));
        Stream<String> denies = test.deny().isEmpty()
                ? Stream.empty()
                : Stream.of("denies " + String.join(", ", words(test.deny())));
        return String.join(", ", words(test.from())) + " \u2192 " + String.join(", ", words(test.to())) + ": "
                + Stream.concat(accepts, denies).collect(Collectors.joining("; "));
    }

    private static List<String> words(List<? extends Located<?>> values) {
        return values.stream().map(one -> String.valueOf(one.value())).toList();
    }
}
