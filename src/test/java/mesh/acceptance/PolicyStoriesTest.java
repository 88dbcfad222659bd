// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.model.MeshAccess;
import mesh.model.MeshBuilder;
import mesh.name.NodeName;
import mesh.policy.Party;
import mesh.policy.PolicyAccess;
import mesh.policy.Traffic;
import mesh.spec.SpecSource;

/** Real packets pass where the policy's evaluator says so, and nowhere else. */
class PolicyStoriesTest {
    private static final String OPEN = "mesh: rules\nnetwork: {ipv4: 10.93.0.0/24}\n";
    private static final String ONE = OPEN + """
            policy:
              rules:
                - {from: web, to: db, allow: ['tcp:4001', 'udp:5000-5001']}
                - {from: any, to: web, allow: ['tcp:4002', icmp]}
                - {from: db, to: ops, allow: udp}
            """;
    private static final String OTHER = OPEN + """
            policy:
              rules:
                - {from: [db, ops], to: [web, db], allow: [icmp, 'tcp:4000-4001']}
                - {from: web, to: ops, allow: any}
            """;
    private static final List<String> NAMES = List.of("web", "db", "ops");
    private static final List<String> PORTS = List.of("tcp:4001", "tcp:4002", "udp:5001", "udp:5002");
    /** What somebody else's firewall on the host may look like. */
    private static final String FOREIGN = """
            table inet other {
                set friends { type ipv4_addr; elements = { 192.0.2.1 } }
                chain input { type filter hook input priority 10; policy accept; ip saddr @friends drop; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void packetsPassExactlyWhereThePolicySays() {
        try (Fleet fleet = Fleet.start(folder, "policy", lab -> lab.linux("web").linux("db").linux("ops"))) {
            LabHost db = fleet.host("db");
            db.run("nft -f -", FOREIGN).orThrow();
            String foreign = db.run("nft list table inet other").orThrow();
            NAMES.forEach(name -> listen(fleet.host(name)));

            spec(fleet, OPEN);
            fleet.apply().exits(0);
            assertThat(answers(fleet)).isEqualTo(expected(fleet)).doesNotContainValue("no");

            spec(fleet, ONE);
            assertThat(fleet.applyTwice().out()).contains("+ firewall table inet mesh_wg0", "Access:",
                    "~ web → db: any becomes tcp:4001, udp:5000-5001", "- ops → db: any");
            assertThat(fleet.program().run("plan").out()).doesNotContain("Access:");
            assertThat(answers(fleet)).isEqualTo(expected(fleet)).containsValues("yes", "no");

            spec(fleet, OTHER);
            assertThat(fleet.apply().exits(0).out()).contains("+ ops → db: tcp:4000-4001, icmp");
            assertThat(answers(fleet)).isEqualTo(expected(fleet)).containsValues("yes", "no");
            assertThat(db.run("nft list table inet other").orThrow()).isEqualTo(foreign);

            spec(fleet, OPEN);
            fleet.applyTwice();
            assertThat(db.run("nft list tables").orThrow()).isEqualTo("table inet other\n");
        }
    }

    private static void spec(Fleet fleet, String head) {
        fleet.spec(head, NAMES.stream().map(name -> fleet.callable(name)).toArray(String[]::new));
    }

    private static void listen(LabHost host) {
        host.put("/root/listen.pl", "0600", resource("listen.pl"));
        host.put("/root/call.pl", "0600", resource("call.pl"));
        host.run("setsid perl /root/listen.pl " + String.join(" ", PORTS) + " </dev/null >/run/listen.log 2>&1 &\n"
                + "tries=0; until [ -e /run/listen.ready ] || [ $tries = 100 ]; do tries=$((tries + 1)); sleep 0.1; done\n"
                + "[ -e /run/listen.ready ] || { cat /run/listen.log; exit 1; }").orThrow();
    }

    private static String resource(String name) {
        try (InputStream in = PolicyStoriesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What came back, by {@code FROM TO FAMILY TRAFFIC}. */
    private static SortedMap<String, String> answers(Fleet fleet) {
        SortedMap<String, String> answers = new TreeMap<>();
        for (String from : NAMES) {
            List<String> keys = new ArrayList<>();
            List<String> questions = new ArrayList<>();
            StringBuilder pings = new StringBuilder();
            for (String to : NAMES) {
                for (String family : from.equals(to) ? List.<String>of() : List.of("ipv4", "ipv6")) {
                    String address = fleet.meshAddress(to, family).replace("\"", "");
                    for (String port : PORTS) {
                        keys.add(String.join(" ", from, to, family, port));
                        questions.add(port.replace(':', ',') + "," + address);
                    }
                    keys.add(String.join(" ", from, to, family, "icmp"));
                    questions.add("");
                    pings.append(address).append(' ');
                }
            }
            ask(fleet.host(from), keys, questions, pings.toString()).forEach(answers::put);
        }
        return answers;
    }

    private static SortedMap<String, String> ask(LabHost host, List<String> keys, List<String> questions,
            String pings) {
        String calls = String.join(" ", questions.stream().filter(question -> !question.isEmpty()).toList());
        List<String> lines = new ArrayList<>(host.run("perl /root/call.pl " + calls).orThrow().lines().toList());
        List<String> echoes = new ArrayList<>(host.run("for address in " + pings
                + "; do if ping -c 1 -W 3 $address >/dev/null 2>&1; then echo yes; else echo no; fi; done").orThrow()
                .lines().toList());
        SortedMap<String, String> answers = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String line = questions.get(i).isEmpty() ? echoes.removeFirst() : lines.removeFirst();
            assertThat(line).startsWith(questions.get(i));
            answers.put(keys.get(i), line.substring(line.lastIndexOf(' ') + 1));
        }
        return answers;
    }

    private static SortedMap<String, String> expected(Fleet fleet) {
        PolicyAccess access = MeshAccess.of(MeshBuilder.read(new SpecSource("mesh.yaml", fleet.read("mesh.yaml")))
                .mesh());
        SortedMap<String, String> expected = new TreeMap<>();
        for (String from : NAMES) {
            for (String to : NAMES) {
                for (String family : from.equals(to) ? List.<String>of() : List.of("ipv4", "ipv6")) {
                    Traffic allowed = access.allowed(new Party.Member(new NodeName(from)),
                            new Party.Member(new NodeName(to)));
                    List<String> all = new ArrayList<>(PORTS);
                    all.add("icmp");
                    all.forEach(item -> expected.put(String.join(" ", from, to, family, item),
                            allowed.covers(Traffic.parse(item)) ? "yes" : "no"));
                }
            }
        }
        return expected;
    }
}
