// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import mesh.desired.NameTable;
import mesh.desired.NameTable.Entry;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;

class NamesRendererTest {
    private final NamesRenderer renderer = new NamesRenderer();

    private static NameTable table(String domain, String... nodes) {
        List<Entry> entries = Stream.of(nodes).map(node -> node.split(" ")).map(parts -> new Entry(
                new NodeName(parts[0]), Arrays.stream(parts).skip(1).map(IpAddress::parse).toList())).toList();
        return new NameTable(new MeshName("home"),
                domain.isEmpty() ? Optional.empty() : Optional.of(new DnsName(domain)),
                entries, List.of(IpAddress.parse("100.64.7.2")));
    }

    private static NameTable home() {
        return table("home.mesh", "do1 100.64.7.1 fd00:9::1", "web-2 100.64.7.2", "far 100.64.8.1 fd00:9::abcd:2");
    }

    @Test
    void hostsFilesHaveTheFullNameFirst() {
        assertThat(renderer.hosts(home())).isEqualTo("""
                100.64.7.1 do1.home.mesh do1
                fd00:9::1 do1.home.mesh do1
                100.64.7.2 web-2.home.mesh web-2
                100.64.8.1 far.home.mesh far
                fd00:9::abcd:2 far.home.mesh far
                """);
        assertThat(renderer.hosts(table("", "do1 100.64.7.1"))).isEqualTo("100.64.7.1 do1\n");
    }

    @Test
    void aZoneFileHoldsEveryAddressAndTheServer() {
        List<String> lines = renderer.text(renderer.zones(home()).getFirst()).lines().toList();
        assertThat(lines).contains("$ORIGIN home.mesh.", "@ IN NS web-2.home.mesh.", "do1 IN A 100.64.7.1",
                "do1 IN AAAA fd00:9::1", "far IN AAAA fd00:9::abcd:2");
        assertThat(lines).filteredOn(line -> line.contains(" SOA ")).singleElement().asString()
                .matches(
                        "@ IN SOA web-2\\.home\\.mesh\\. hostmaster\\.web-2\\.home\\.mesh\\. \\( [1-9][0-9]* 3600 600 604800 300 \\)");
    }

    @Test
    void reverseZonesLeadFromEveryAddressToItsName() {
        List<String> pointers = new ArrayList<>();
        for (Zone zone : renderer.zones(home()).stream().skip(1).toList()) {
            zone.records().forEach(record -> pointers.add(record.name() + "." + zone.origin() + " " + record.value()));
        }
        assertThat(pointers).containsExactlyInAnyOrder("1.7.64.100.in-addr.arpa do1.home.mesh.",
                "2.7.64.100.in-addr.arpa web-2.home.mesh.", "1.8.64.100.in-addr.arpa far.home.mesh.",
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.0.0.0.0.d.f.ip6.arpa do1.home.mesh.",
                "2.0.0.0.d.c.b.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.9.0.0.0.0.0.d.f.ip6.arpa far.home.mesh.");
        assertThat(renderer.zones(home())).extracting(Zone::origin).containsExactly("home.mesh",
                "0.0.0.0.0.0.0.0.9.0.0.0.0.0.d.f.ip6.arpa", "7.64.100.in-addr.arpa", "8.64.100.in-addr.arpa");
    }

    @Test
    void theSerialChangesWithTheRecordsOnly() {
        assertThat(renderer.zones(home())).isEqualTo(renderer.zones(home()));
        assertThat(renderer.zones(table("home.mesh", "do1 100.64.7.1")).getFirst().serial())
                .isNotEqualTo(renderer.zones(table("home.mesh", "do1 100.64.7.3")).getFirst().serial());
    }

    @Test
    void unboundAnswersForTheDomainBothWays() {
        assertThat(renderer.unbound(home())).startsWith("# names of mesh home").contains("server:\n",
                "    local-zone: \"home.mesh.\" static\n", "    local-data: \"do1.home.mesh. IN A 100.64.7.1\"\n",
                "    local-data-ptr: \"fd00:9::1 do1.home.mesh\"\n");
    }

    @Test
    void unwindAsksTheResolver() {
        assertThat(renderer.unwind(home())).contains("forwarder { 100.64.7.2 }\n",
                "force accept bogus forwarder { home.mesh }\n");
    }
}
