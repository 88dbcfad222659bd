// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Block;
import mesh.spec.Shape.Choice;
import mesh.spec.Shape.Many;
import mesh.spec.Shape.OneOrMany;
import mesh.spec.Shape.Text;

/** Keys of {@code policy}. */
final class PolicyFields {
    private static final Text SELECTOR = new Text("a selector",
            "^((" + Texts.GROUP_MEMBER.pattern() + ")|(" + Texts.NETWORK.pattern() + "))$",
            "write any, a node's name, tag:NAME, group:NAME, a network such as 192.168.1.0/24, or internet");
    private static final Text TRAFFIC = new Text("traffic",
            "^(any|icmp|(tcp|udp)(:[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?)?)$",
            "write any, icmp, tcp, udp or a protocol with ports, such as tcp:22 or udp:5000-5010");
    private static final Choice DEFAULT = new Choice(List.of("allow", "deny"));

    static final Section RULE = new Section("policy-rule", "a rule",
            "Something that is allowed; answers pass by themselves.",
            List.of(
                    Field.required("from", new OneOrMany(SELECTOR),
                            "Who may begin: any, a node, tag:NAME, group:NAME, or a network behind the mesh.",
                            "[group:admins]"),
                    Field.required("to", new OneOrMany(SELECTOR),
                            "Who is reached: the same, or internet for public addresses through an exit node.",
                            "[tag:web]"),
                    Field.required("allow", new OneOrMany(TRAFFIC),
                            "What may pass: any, icmp, tcp, udp, or a protocol with ports.",
                            "[tcp:22, tcp:8000-8100, udp:53, icmp]")));

    static final Section TEST = new Section("policy-test", "a policy test",
            "What must hold. validate, plan and apply refuse a spec whose tests fail.", List.of(
                    Field.required("from", new OneOrMany(SELECTOR), "Who begins; each of them is tried.", "anna-phone"),
                    Field.required("to", new OneOrMany(SELECTOR), "Who is reached; each of them is tried.", "db1"),
                    Field.optional("accept", new OneOrMany(TRAFFIC), "What must pass, all of it.", "[tcp:5432]"),
                    Field.optional("deny", new OneOrMany(TRAFFIC), "What must not pass, not even in part.",
                            "[tcp:22]")));

    static final Section POLICY = new Section("policy", "'policy'",
            "Who may reach whom. Without it, every node reaches every other. Hosts filter by it: nftables on Linux, pf on OpenBSD.",
            List.of(
                    Field.optional("default", DEFAULT,
                            "deny: only what a rule allows may pass. allow: everything may, and rules add nothing.",
                            "deny").byDefault("deny"),
                    Field.optional("rules", new Many(new Block(RULE)), "What is allowed. Their order does not matter.",
                            "[{from: 'group:admins', to: any, allow: 'tcp:22'}]"),
                    Field.optional("tests", new Many(new Block(TEST)), "What must hold, whatever the rules are.",
                            "[{from: anna-phone, to: db1, deny: 'tcp:22'}]")));

    private PolicyFields() {}
}
