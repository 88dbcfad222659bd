// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.name.NodeName;
import mesh.policy.FilterRule;
import mesh.policy.HostFilter;
import mesh.spec.SpecSource;

/** What a policy does to the hosts of a mesh: who is a peer, and what each lets in. */
class PolicyFiltersTest {
    private static final String HEAD = """
            mesh: lab
            network: {ipv4: 10.9.0.0/24, ipv6: none}
            defaults: {os: linux}
            hosts:
              db: {endpoint: 203.0.113.1, address: 10.9.0.1}
              ops: {endpoint: 203.0.113.2, address: 10.9.0.2}
              web: {endpoint: 203.0.113.3, address: 10.9.0.3, routes: [192.168.1.0/24]}
            devices:
              phone: {public-key: PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=, address: 10.9.0.9}
            """;

    @Test
    void withoutAPolicyNobodyFilters() {
        assertThat(build("").hosts()).allSatisfy(host -> assertThat(host.ground().filter()).isEmpty());
    }

    @Test
    void nodesWithoutARuleBetweenThemAreNoPeers() {
        DesiredMesh mesh = build("""
                policy:
                  rules:
                    - {from: ops, to: db, allow: 'tcp:22'}
                    - {from: phone, to: 192.168.1.0/24, allow: any}
                """);
        assertThat(peers(mesh, "db")).containsExactly("ops");
        assertThat(peers(mesh, "ops")).containsExactly("db");
        assertThat(peers(mesh, "web")).containsExactly("phone");
        assertThat(mesh.missingPaths()).isEmpty();
    }

    @Test
    void eachHostLetsInWhatIsForItAndForWhatIsBehindIt() {
        DesiredMesh mesh = build("""
                policy:
                  rules:
                    - {from: any, to: any, allow: icmp}
                    - {from: [ops, phone], to: [db, 192.168.1.7/32], allow: 'tcp:22'}
                """);
        assertThat(accepts(mesh, "db")).containsExactly("anybody → [10.9.0.1/32] icmp",
                "[10.9.0.2/32, 10.9.0.9/32] → [10.9.0.1/32] tcp:22, icmp", "anybody → [10.9.0.9/32] icmp");
        assertThat(accepts(mesh, "web")).contains("[10.9.0.2/32, 10.9.0.9/32] → [192.168.1.7/32] tcp:22, icmp")
                .noneMatch(rule -> rule.contains("10.9.0.1/32]"));
        assertThat(filter(mesh, "ops").guarded()).hasToString("[10.9.0.9/32]");
    }

    @Test
    void agentsHearEachOtherWhateverThePolicySays() {
        DesiredMesh mesh = build("""
                mesh: lab
                network: {ipv4: 10.9.0.0/24, ipv6: none}
                defaults: {os: linux}
                hosts:
                  n1: {behind-nat: true, address: 10.9.0.1}
                  n2: {behind-nat: true, address: 10.9.0.2}
                  r: {endpoint: 203.0.113.3, address: 10.9.0.3, relay: true}
                """, "policy: {rules: [{from: n1, to: n2, allow: 'tcp:22'}]}\n");
        assertThat(accepts(mesh, "n1")).containsExactly("[10.9.0.2/32] → [10.9.0.1/32] udp:51819");
        assertThat(accepts(mesh, "n2")).containsExactly("[10.9.0.1/32] → [10.9.0.2/32] tcp:22",
                "[10.9.0.1/32] → [10.9.0.2/32] udp:51819");
        assertThat(accepts(mesh, "r")).isEmpty();
    }

    @Test
    void everySystemHoldsTheSame() {
        String policy = "policy: {rules: [{from: ops, to: [db, 192.168.1.0/24], allow: 'tcp:22'}]}\n";
        DesiredMesh openBsd = build(HEAD.replace("os: linux", "os: openbsd"), policy);
        build(policy).hosts().forEach(host -> {
            assertThat(filter(openBsd, host.name().text())).isEqualTo(host.ground().filter().orElseThrow());
            assertThat(host(openBsd, host.name().text()).ground().gateway()).isEqualTo(host.ground().gateway());
        });
    }

    @Test
    void theOrderOfTheSpecNeverMatters() {
        String one = "    - {from: ops, to: [db, web], allow: ['tcp:22', udp]}\n";
        String other = "    - {from: phone, to: any, allow: any}\n";
        String head = "policy:\n  rules:\n";
        assertThat(build(head + one + other)).isEqualTo(build(head + other + one))
                .isEqualTo(build(head + other + one.replace("[db, web]", "[web, db]")));
    }

    private static List<String> peers(DesiredMesh mesh, String host) {
        return host(mesh, host).peers().stream().map(peer -> peer.name().text()).toList();
    }

    private static List<String> accepts(DesiredMesh mesh, String host) {
        return filter(mesh, host).accepts().stream().map(PolicyFiltersTest::text).toList();
    }

    private static String text(FilterRule rule) {
        return (rule.fromAnybody() ? "anybody" : rule.from()) + " → " + rule.to() + " " + rule.traffic();
    }

    private static HostFilter filter(DesiredMesh mesh, String host) {
        return host(mesh, host).ground().filter().orElseThrow();
    }

    private static DesiredHost host(DesiredMesh mesh, String name) {
        return mesh.hosts().stream().filter(host -> host.name().equals(new NodeName(name))).findFirst().orElseThrow();
    }

    private static DesiredMesh build(String policy) {
        return build(HEAD, policy);
    }

    private static DesiredMesh build(String head, String policy) {
        Mesh mesh = MeshBuilder.read(new SpecSource("mesh.yaml", head + policy)).mesh();
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        return DesiredStateBuilder.build(mesh, lock);
    }
}
