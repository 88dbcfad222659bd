// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import mesh.spec.SpecDecoder;
import mesh.spec.SpecSource;

class MeshBuilderTest {
    private static Mesh mesh(String text) {
        SpecSource source = new SpecSource("mesh.yaml", text);
        return MeshBuilder.build(SpecDecoder.decode(source), source).mesh();
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
}
