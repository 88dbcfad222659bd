// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.model.MeshAccess;
import mesh.model.MeshBuilder;
import mesh.name.NodeName;
import mesh.policy.Party;
import mesh.policy.PolicyAccess;
import mesh.policy.Traffic;
import mesh.spec.SpecSource;

/** Asks with real packets who reaches whom, and the policy's evaluator who should. */
final class PacketMatrix {
    private static final List<String> PORTS = List.of("tcp:4001", "tcp:4002", "udp:5001", "udp:5002");
    private static final List<String> FAMILIES = List.of("ipv4", "ipv6");

    private final List<Place> places;

    /**
     * Where packets begin and end.
     *
     * @param name in the keys of the answers
     * @param party what the policy calls it by its IPv4 address
     * @param party6 the same by its IPv6 address
     * @param host on which the commands run
     * @param prefix what enters its namespace there; empty for the host's own
     * @param calls whether it asks others, not only answers
     */
    record Place(String name, Party party, Party party6, LabHost host, String prefix, String ipv4, String ipv6,
            boolean calls) {
        /** A host or device of the mesh, by its addresses there. */
        static Place member(Fleet fleet, String name) {
            Party party = new Party.Member(new NodeName(name));
            return new Place(name, party, party, fleet.host(name), "",
                    fleet.meshAddress(name, "ipv4"), fleet.meshAddress(name, "ipv6").replace("\"", ""), true);
        }

        private Party party(String family) {
            return family.equals("ipv4") ? party : party6;
        }

        private String address(String family) {
            return family.equals("ipv4") ? ipv4 : ipv6;
        }
    }

    PacketMatrix(List<Place> places) {
        this.places = List.copyOf(places);
    }

    /** Has a host answer on all ports that are asked; {@code prefix} as in {@link Place}. */
    static void listen(LabHost host, String prefix) {
        host.put("/root/listen.pl", "0600", resource("listen.pl"));
        host.put("/root/call.pl", "0600", resource("call.pl"));
        host.run(tools(host) + "rm -f /run/listen.ready; setsid " + prefix + "perl /root/listen.pl "
                + String.join(" ", PORTS)
                + " </dev/null >/run/listen.log 2>&1 &\n"
                + "tries=0; until [ -e /run/listen.ready ] || [ $tries = 100 ]; do tries=$((tries + 1)); sleep 0.1; done\n"
                + "[ -e /run/listen.ready ] || { cat /run/listen.log; exit 1; }").orThrow();
    }

    /** Brings the machine's own tools before those of a model. */
    static String tools(LabHost host) {
        return host.os() == LabOs.OPENBSD
                ? "PATH=/libexec/model/usr/sbin:/libexec/model/usr/bin:$PATH; export PATH; "
                : "";
    }

    private static String resource(String name) {
        try (InputStream in = PacketMatrix.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fails with the packets that fare otherwise than the spec says; else how all fared: yes or no. */
    Collection<String> holds(Fleet fleet) {
        SortedMap<String, String> answers = answers();
        SortedMap<String, String> expected = expected(fleet);
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        SortedMap<String, String> others = new TreeMap<>(answers);
        others.entrySet().removeAll(expected.entrySet());
        assertThat(others).as("packets that passed, or did not, against the policy").isEmpty();
        return answers.values();
    }

    /** What came back, by {@code FROM TO FAMILY TRAFFIC}. */
    private SortedMap<String, String> answers() {
        SortedMap<String, String> answers = new ConcurrentSkipListMap<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            places.stream().filter(Place::calls).map(from -> callers.submit(() -> answers.putAll(ask(from)))).toList()
                    .forEach(PacketMatrix::await);
        }
        return answers;
    }

    private static void await(Future<?> call) {
        try {
            call.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private SortedMap<String, String> ask(Place from) {
        List<String> keys = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        StringBuilder pings = new StringBuilder();
        for (Place to : others(from)) {
            for (String family : FAMILIES) {
                String address = to.address(family);
                for (String port : PORTS) {
                    keys.add(key(from, to, family, port));
                    questions.add(port.replace(':', ',') + "," + address);
                }
                pings.append(address).append(' ');
            }
        }
        SortedMap<String, String> answers = new TreeMap<>();
        List<String> lines = from.host()
                .run(tools(from.host()) + from.prefix() + "perl /root/call.pl " + String.join(" ", questions))
                .orThrow().lines().toList();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(lines.get(i)).startsWith(questions.get(i));
            answers.put(keys.get(i), lines.get(i).substring(lines.get(i).lastIndexOf(' ') + 1));
        }
        List<String> echoes = new ArrayList<>(from.host()
                .run(tools(from.host()) + "for address in " + pings + "; do if " + from.prefix()
                        + "ping -c 1 -W 3 $address >/dev/null 2>&1; then echo yes; else echo no; fi; done")
                .orThrow()
                .lines().toList());
        others(from).forEach(to -> FAMILIES
                .forEach(family -> answers.put(key(from, to, family, "icmp"), echoes.removeFirst())));
        return answers;
    }

    /** What the evaluator says of the spec as it stands, by the same keys. */
    private SortedMap<String, String> expected(Fleet fleet) {
        PolicyAccess access = MeshAccess.of(MeshBuilder.read(new SpecSource("mesh.yaml", fleet.read("mesh.yaml")))
                .mesh());
        List<String> all = new ArrayList<>(PORTS);
        all.add("icmp");
        SortedMap<String, String> expected = new TreeMap<>();
        places.stream().filter(Place::calls).forEach(from -> others(from).forEach(to -> {
            FAMILIES.forEach(family -> {
                Traffic allowed = access.allowed(from.party(family), to.party(family));
                all.forEach(item -> expected.put(key(from, to, family, item),
                        allowed.covers(Traffic.parse(item)) ? "yes" : "no"));
            });
        }));
        return expected;
    }

    /** Without what is on the same host: it needs no mesh to get there. */
    private List<Place> others(Place from) {
        return places.stream().filter(to -> to.host() != from.host()).toList();
    }

    private static String key(Place from, Place to, String family, String traffic) {
        return String.join(" ", from.name(), to.name(), family, traffic);
    }
}
