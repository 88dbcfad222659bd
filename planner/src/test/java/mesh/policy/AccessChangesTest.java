// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import mesh.name.NodeName;
import mesh.net.Cidr;

class AccessChangesTest {
    private static final Cidr LAN = Cidr.parse("192.168.1.0/24");

    @Test
    void saysNothingWhereNothingMoves() {
        Policy policy = new Policy(false, List.of(rule("anna", "db", "tcp:22")));
        Policy sameInOtherWords = new Policy(false,
                List.of(rule("anna", "db", "tcp:22"), rule("anna", "db", "tcp:22")));
        assertThat(changes(access(policy, "anna", "db"), access(sameInOtherWords, "anna", "db"))).isEmpty();
    }

    @Test
    void saysWhoGainsAndLoses() {
        Access before = access(new Policy(false, List.of(rule("anna", "db", "tcp:22"), rule("bob", "db", "udp:53"))),
                "anna", "bob", "db");
        Access after = access(new Policy(false, List.of(rule("anna", "db", "tcp:22"), rule("anna", "db", "icmp"),
                rule("db", "bob", "any"))), "anna", "bob", "db");
        assertThat(changes(before, after)).containsExactly("+ [db] [bob] nothing any",
                "~ [anna] [db] tcp:22 tcp:22, icmp", "- [bob] [db] udp:53 nothing");
    }

    @Test
    void callsAlikePairsByTheNameOfTheirGroup() {
        Access before = access(new Policy(false, List.of()), "anna", "bob", "db", "web");
        Policy policy = new Policy(false, List.of(rule("anna", "db", "tcp:22"), rule("bob", "db", "tcp:22"),
                rule("anna", "web", "tcp:22"), rule("bob", "web", "tcp:22")));
        assertThat(changes(before, access(policy, "anna", "bob", "db", "web")))
                .containsExactly("+ [group:admins] [db, web] nothing tcp:22");
    }

    @Test
    void callsAllOfThemAny() {
        Access before = access(new Policy(false, List.of()), "anna", "bob", "db");
        Policy policy = new Policy(false,
                List.of(new Rule("", Parties.EVERYBODY, parties("db"), Traffic.parse("tcp:443"))));
        assertThat(changes(before, access(policy, "anna", "bob", "db")))
                .containsExactly("+ [any] [db] nothing tcp:443");
    }

    @Test
    void knowsARenamedHost() {
        PolicyAccess before = access(new Policy(false, List.of(rule("old", "db", "tcp:22"))), "old", "db");
        Access after = access(new Policy(false, List.of(rule("new", "db", "tcp:22"))), "new", "db");
        assertThat(changes(before.renamed(Map.of(new NodeName("new"), new NodeName("old"))), after)).isEmpty();
        assertThat(changes(before, after)).hasSize(2);
    }

    @Test
    void comparesNetworksByWhatIsNamedOfThem() {
        Access before = withLan(new Policy(false, List.of()));
        Rule printer = new Rule("", parties("anna"),
                new Parties(false, new TreeSet<>(), new TreeSet<>(List.of(Cidr.parse("192.168.1.9/32"))), false),
                Traffic.parse("tcp:631"));
        assertThat(changes(before, withLan(new Policy(false, List.of(printer)))))
                .containsExactly("+ [anna] [192.168.1.9/32] nothing tcp:631");
    }

    private static Access withLan(Policy policy) {
        SortedMap<Cidr, NodeName> networks = new TreeMap<>();
        networks.put(LAN, new NodeName("db"));
        return PolicyAccess.of(policy, names("anna", "db"), networks, false);
    }

    private static List<String> changes(Access before, Access after) {
        SortedMap<String, SortedSet<NodeName>> groups = new TreeMap<>();
        groups.put("group:admins", names("anna", "bob"));
        return AccessChanges.between(before, after, groups).stream().map(change -> change.symbol() + " "
                + change.from() + " " + change.to() + " " + change.before() + " " + change.after()).toList();
    }

    private static PolicyAccess access(Policy policy, String... members) {
        return PolicyAccess.of(policy, names(members), new TreeMap<>(), false);
    }

    private static Rule rule(String from, String to, String traffic) {
        return new Rule("", parties(from), parties(to), Traffic.parse(traffic));
    }

    private static Parties parties(String name) {
        return new Parties(false, names(name), new TreeSet<>(), false);
    }

    private static SortedSet<NodeName> names(String... texts) {
        return new TreeSet<>(List.of(texts).stream().map(NodeName::new).toList());
    }
}
