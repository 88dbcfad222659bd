// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * The filters of all hosts together let exactly those packets pass that the rules allow. The judge goes through the rules
 * for every single packet, by address.
 */
class FilterPropertyTest {
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final List<String> DEVICES = List.of("p", "q");
    /** Behind b. */
    private static final Cidr LAN = Cidr.parse("192.168.1.0/24");
    /** Of an external peer. */
    private static final Cidr PARTNER = Cidr.parse("10.44.0.0/16");
    private static final List<Cidr> NAMED = List.of(LAN, PARTNER, Cidr.parse("192.168.1.0/30"),
            Cidr.parse("10.0.0.0/8"), Cidr.parse("10.44.3.0/24"));
    private static final List<String> PLACES = List.of("192.168.1.2", "192.168.1.200", "10.44.3.1", "10.44.9.1");
    private static final List<String> TRAFFIC = List.of("any", "icmp", "tcp", "udp", "tcp:22", "tcp:20-30", "udp:53",
            "tcp:443");

    private static final List<Traffic> PACKETS = List.of(Traffic.parse("tcp:22"), Traffic.parse("tcp:443"),
            Traffic.parse("tcp:50000"), Traffic.parse("udp:53"), Traffic.parse("icmp"),
            new Traffic(PortSet.NONE, PortSet.NONE, false, true));

    @Property(tries = 150)
    void filtersAllowExactlyWhatTheRulesDo(@ForAll long seed) {
        Policy policy = policy(new Random(seed));
        for (String host : HOSTS) {
            HostFilter filter = compile(policy, host);
            for (String source : everyAddress()) {
                for (String destination : destinations(host)) {
                    for (Traffic packet : source.equals(destination) ? List.<Traffic>of() : PACKETS) {
                        IpAddress from = IpAddress.parse(source);
                        IpAddress to = IpAddress.parse(destination);
                        assertThat(passes(filter, from, to, packet)).as(source + " " + destination + " " + packet)
                                .isEqualTo(isAllowed(policy, from, to, packet));
                    }
                }
            }
        }
    }

    @Property(tries = 50)
    void theOrderOfRulesNeverMatters(@ForAll long seed) {
        Policy policy = policy(new Random(seed));
        List<Rule> shuffled = new ArrayList<>(policy.rules());
        Collections.shuffle(shuffled, new Random(seed + 1));
        for (String host : HOSTS) {
            assertThat(compile(new Policy(false, shuffled), host)).isEqualTo(compile(policy, host));
        }
    }

    @Property(tries = 100)
    void theEvaluatorSaysWhatTheRulesDo(@ForAll long seed) {
        Policy policy = policy(new Random(seed));
        PolicyEvaluator evaluator = new PolicyEvaluator(policy);
        for (String source : everyAddress()) {
            for (String destination : everyAddress()) {
                if (source.equals(destination)) {
                    continue;
                }
                IpAddress from = IpAddress.parse(source);
                IpAddress to = IpAddress.parse(destination);
                for (Traffic packet : PACKETS) {
                    assertThat(evaluator.allowed(party(from), party(to)).covers(packet))
                            .isEqualTo(isAllowed(policy, from, to, packet));
                }
            }
        }
    }

    private static HostFilter compile(Policy policy, String host) {
        TreeSet<NodeName> targets = new TreeSet<>(List.of(new NodeName(host), new NodeName("p"), new NodeName("q")));
        TreeSet<Cidr> networks = new TreeSet<>(List.of(PARTNER));
        if (host.equals("b")) {
            networks.add(LAN);
        }
        return new FilterCompiler(policy, members(), List.of(LAN, PARTNER))
                .compile(new Parties(false, targets, networks, false), List.of(PARTNER));
    }

    private static List<String> destinations(String host) {
        List<String> all = new ArrayList<>(List.of("10.44.3.1", "10.44.9.1"));
        List.of(host, "p", "q").forEach(name -> all.add(address(name)));
        if (host.equals("b")) {
            all.addAll(List.of("192.168.1.2", "192.168.1.200"));
        }
        return all;
    }

    private static List<String> everyAddress() {
        List<String> all = new ArrayList<>(PLACES);
        HOSTS.forEach(name -> all.add(address(name)));
        DEVICES.forEach(name -> all.add(address(name)));
        return all;
    }

    private static String address(String name) {
        return "100.64.0." + (int) name.charAt(0);
    }

    private static SortedMap<NodeName, List<Cidr>> members() {
        SortedMap<NodeName, List<Cidr>> members = new TreeMap<>();
        for (List<String> names : List.of(HOSTS, DEVICES)) {
            names.forEach(name -> members.put(new NodeName(name),
                    List.of(Cidr.host(IpAddress.parse(address(name))))));
        }
        return members;
    }

    private static Party party(IpAddress address) {
        return members().entrySet().stream().filter(entry -> entry.getValue().contains(Cidr.host(address)))
                .map(Map.Entry::getKey).<Party>map(Party.Member::new).findFirst()
                .orElse(new Party.Behind(Cidr.host(address)));
    }

    private static boolean passes(HostFilter filter, IpAddress from, IpAddress to, Traffic packet) {
        return filter.accepts().stream()
                .anyMatch(rule -> (rule.fromAnybody() || rule.from().stream().anyMatch(cidr -> cidr.contains(from)))
                        && rule.to().stream().anyMatch(cidr -> cidr.contains(to))
                        && rule.traffic().covers(packet));
    }

    /** Rule by rule, without any of the classes under test but the sets of a rule. */
    private static boolean isAllowed(Policy policy, IpAddress from, IpAddress to, Traffic packet) {
        return from.equals(to) || policy.rules().stream().anyMatch(rule -> means(rule.from(), from)
                && means(rule.to(), to) && rule.allow().covers(packet));
    }

    private static boolean means(Parties parties, IpAddress address) {
        return parties.everybody() || parties.networks().stream().anyMatch(network -> network.contains(address))
                || parties.members().stream().anyMatch(name -> address(name.text()).equals(address.toString()));
    }

    private static Policy policy(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            Traffic traffic = Traffic.parse(TRAFFIC.get(random.nextInt(TRAFFIC.size())));
            rules.add(new Rule("policy.rules[" + i + "]", parties(random), parties(random), traffic));
        }
        return new Policy(false, rules);
    }

    private static Parties parties(Random random) {
        if (random.nextInt(4) == 0) {
            return Parties.EVERYBODY;
        }
        TreeSet<NodeName> members = new TreeSet<>();
        for (List<String> names : List.of(HOSTS, DEVICES)) {
            names.stream().filter(name -> random.nextInt(3) == 0).forEach(name -> members.add(new NodeName(name)));
        }
        TreeSet<Cidr> networks = new TreeSet<>();
        NAMED.stream().filter(network -> random.nextInt(5) == 0).forEach(networks::add);
        return new Parties(false, members, networks, false);
    }
}
