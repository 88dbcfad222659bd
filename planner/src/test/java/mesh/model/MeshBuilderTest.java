// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import mesh.spec.Problem;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

class MeshBuilderTest {
    private static Mesh mesh(String text) {
        SpecSource source = new SpecSource("mesh.yaml", text);
        return MeshBuilder.read(source).mesh();
    }

    @Test
    void fillsInEveryDefault() {
        Mesh mesh = mesh("""
                mesh: lab
                defaults: {os: openbsd}
                hosts:
                  obsd01:
                  obsd02: {endpoint: 192.168.200.2}
                """);
        assertThat(mesh.network().ranges()).hasToString("[100.64.0.0/24, fda5:1146:d380::/64]");
        assertThat(mesh.network().port()).hasToString("51820");
        assertThat(mesh.hosts()).extracting(host -> host.ssh().host().toString()).containsExactly("obsd01",
                "192.168.200.2");
        assertThat(mesh.hosts().getFirst().format()).isEqualTo(Format.HOSTNAME_IF);
    }

    @Test
    void takesTheSshUsersWayToRootFromTheSystem() {
        Mesh mesh = mesh("""
                mesh: lab
                hosts:
                  bsd: {os: openbsd, ssh: admin@192.168.200.1:2222}
                  deb: {os: linux, ssh: {user: admin}}
                  top: {os: linux}
                """);
        assertThat(mesh.hosts()).extracting(host -> host.ssh().become()).containsExactly(SshSettings.Become.DOAS,
                SshSettings.Become.SUDO, SshSettings.Become.NONE);
        assertThat(mesh.hosts().getFirst().ssh().port().number()).isEqualTo(2222);
    }

    @Test
    void mixesDefaultsIntoEachHost() {
        Mesh mesh = mesh("""
                mesh: lab
                network: {mtu: 1400, port: 51000}
                defaults: {os: linux, format: systemd-networkd, mtu: 1390, tags: [all], ssh: {user: admin, port: 2222}}
                hosts:
                  a: {tags: [web], ssh: {user: root}}
                  b: {os: openbsd, mtu: 1380, port: 51821}
                """);
        Host a = mesh.hosts().getFirst();
        Host b = mesh.hosts().getLast();
        assertThat(a.tags()).hasToString("[all, web]");
        assertThat(a.format()).isEqualTo(Format.NETWORKD);
        assertThat(b.format()).as("the default format is not OpenBSD's").isEqualTo(Format.HOSTNAME_IF);
        assertThat(a.ssh().user().text() + a.ssh().port()).isEqualTo("root2222");
        assertThat(a.mtu().bytes()).isEqualTo(1390);
        assertThat(b.mtu().bytes()).isEqualTo(1380);
        assertThat(a.port()).isEmpty();
        assertThat(b.port()).hasValueSatisfying(port -> assertThat(port.number()).isEqualTo(51821));
    }

    @Test
    void goesToTheBastionItselfWithoutAJump() {
        Mesh mesh = mesh("""
                mesh: lab
                defaults: {os: linux, ssh: {jump: admin@203.0.113.1}}
                hosts:
                  bastion: {endpoint: 203.0.113.1}
                  inner: {ssh: 10.0.0.4}
                """);
        assertThat(mesh.hosts().getFirst().ssh().jump()).isEmpty();
        assertThat(mesh.hosts().getLast().ssh().jump())
                .hasValueSatisfying(jump -> assertThat(jump.user().text()).isEqualTo("admin"));
    }

    @Test
    void resolvesGroupsOfGroupsAndTags() {
        Mesh mesh = mesh("""
                mesh: lab
                groups: {all: [group:web, db], web: tag:web, none: []}
                hosts:
                  web2: {os: linux, tags: [web]}
                  web1: {os: linux, tags: [web]}
                  db: {os: linux}
                """);
        assertThat(mesh.groups()).hasToString("{all=[db, web1, web2], none=[], web=[web1, web2]}");
    }

    @Test
    void doesNotDependOnTheOrderOfTheSpec() {
        String head = "mesh: lab\nhosts:\n";
        String a = "  a: {os: linux, tags: [x, y], routes: [10.0.0.0/8]}\n";
        String b = "  b: {os: openbsd, was: c}\n";
        assertThat(mesh(head + a + b)).isEqualTo(mesh(head + b + a));
    }

    @Test
    void dependsOnTheOrderOfEndpoints() {
        String text = "mesh: lab\nhosts: {a: {os: linux, endpoint: [%s]}}\n";
        assertThat(mesh(text.formatted("1.1.1.1, 2.2.2.2"))).isNotEqualTo(mesh(text.formatted("2.2.2.2, 1.1.1.1")));
    }

    @Test
    void turnsAFamilyOff() {
        assertThat(mesh("mesh: lab\nnetwork: {ipv6: none}\nhosts: {a: {os: linux}}\n").network().ranges())
                .hasToString("[100.64.0.0/24]");
    }

    @Test
    void resolvesGroupsNestedDeeperThanAnyStack() {
        StringBuilder text = new StringBuilder("mesh: lab\nhosts: {a: {os: linux}}\ngroups:\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("  g").append(i).append(": group:g").append(i + 1).append('\n');
        }
        assertThat(mesh(text + "  g20000: a\n").groups().values()).allSatisfy(
                nodes -> assertThat(nodes).hasToString("[a]"));
    }

    @Test
    void refusesGroupsThatFillTheMemory() {
        StringBuilder text = new StringBuilder(
                "mesh: lab\nnetwork: {ipv4: 10.0.0.0/8}\ndefaults: {os: linux}\nhosts:\n");
        StringBuilder groups = new StringBuilder("groups:\n  g0: h0\n");
        for (int i = 0; i < 1500; i++) {
            text.append("  h").append(i).append(":\n");
            groups.append("  g%d: [h%d, group:g%d]\n".formatted(i + 1, i, i));
        }
        assertThatThrownBy(() -> mesh(text.append(groups).toString())).isInstanceOfSatisfying(SpecException.class,
                e -> assertThat(e.problems()).extracting(Problem::id).contains("groups-too-large"));
    }
}
