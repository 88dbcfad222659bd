// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import mesh.name.NodeName;
import mesh.net.Cidr;

class PolicyEvaluatorTest {
    private static final Rule ADMINS = new Rule("policy.rules[0]", nodes("anna"), Parties.EVERYBODY,
            Traffic.parse("tcp:22"));
    private static final Rule WEB = new Rule("policy.rules[1]", Parties.EVERYBODY, nodes("web"),
            Traffic.parse("tcp:443"));
    private static final Rule LAN = new Rule("policy.rules[2]", nodes("web"), networks("192.168.1.0/24"), Traffic.ANY);

    private final PolicyEvaluator evaluator = new PolicyEvaluator(new Policy(false, List.of(ADMINS, WEB, LAN)));

    @Test
    void addsUpWhatRulesAllowInOneDirection() {
        assertThat(evaluator.allowed(node("anna"), node("web"))).hasToString("tcp:22, tcp:443");
        assertThat(evaluator.allowed(node("web"), node("anna"))).hasToString("nothing");
        assertThat(evaluator.allowed(node("db"), node("web"))).hasToString("tcp:443");
    }

    @Test
    void namesTheRulesThatAllow() {
        assertThat(evaluator.because(node("anna"), node("web"), Traffic.ANY)).containsExactly(ADMINS, WEB);
        assertThat(evaluator.because(node("anna"), node("web"), Traffic.parse("tcp:443"))).containsExactly(WEB);
        assertThat(evaluator.because(node("web"), node("anna"), Traffic.ANY)).isEmpty();
    }

    @Test
    void meansNetworksByWhatLiesInThem() {
        assertThat(evaluator.allowed(node("web"), network("192.168.1.10/32"))).isEqualTo(Traffic.ANY);
        assertThat(evaluator.allowed(node("web"), network("192.168.0.0/16"))).isEqualTo(Traffic.NONE);
        assertThat(evaluator.allowed(network("192.168.1.10/32"), node("web"))).hasToString("tcp:443");
    }

    @Test
    void doesNotMeanTheInternetByAny() {
        assertThat(evaluator.allowed(node("anna"), new Party.Internet())).isEqualTo(Traffic.NONE);
    }

    @Test
    void connectsWhoMaySendEitherWay() {
        assertThat(evaluator.connects(new NodeName("web"), new NodeName("anna"))).isTrue();
        assertThat(evaluator.connects(new NodeName("db"), new NodeName("mail"))).isFalse();
        assertThat(new PolicyEvaluator(Policy.OPEN).connects(new NodeName("db"), new NodeName("mail"))).isTrue();
    }

    private static Parties nodes(String... names) {
        TreeSet<NodeName> members = new TreeSet<>(List.of(names).stream().map(NodeName::new).toList());
        return new Parties(false, members, new TreeSet<>(), false);
    }

    private static Parties networks(String network) {
        return new Parties(false, new TreeSet<>(), new TreeSet<>(List.of(Cidr.parse(network))), false);
    }

    private static Party node(String name) {
        return new Party.Member(new NodeName(name));
    }

    private static Party network(String text) {
        return new Party.Behind(Cidr.parse(text));
    }
}
