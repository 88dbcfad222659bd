// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Port;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;
import mesh.spec.SpecTemplate;
import mesh.spec.SpecTemplate.FirstHost;
import mesh.spec.SpecTemplate.Shared;

class SpecTemplateTest {
    private static final Shared DEFAULTS = new Shared(Optional.empty(), Optional.empty(), Optional.empty());

    private static Mesh built(String text) {
        SpecSource source = new SpecSource("mesh.yaml", text);
        assertThat(SpecFormatter.format(source)).isEqualTo(text);
        MeshBuilder.Built built = MeshBuilder.read(source);
        assertThat(built.warnings()).isEmpty();
        return built.mesh();
    }

    @Test
    void writesASpecThatBuildsWithoutWarnings() {
        Mesh mesh = built(SpecTemplate.text(new MeshName("home"), DEFAULTS,
                List.of(new FirstHost(new NodeName("obsd01"), "openbsd", "192.168.200.1", Optional.empty()),
                        new FirstHost(new NodeName("pi4"), "linux", "", Optional.empty()),
                        new FirstHost(new NodeName("v6"), "linux", "[2001:db8::7]:51821", Optional.empty()))));
        assertThat(mesh.hosts()).extracting(host -> host.name().text()).containsExactly("obsd01", "pi4", "v6");
        assertThat(mesh.hosts().get(1).behindNat()).isTrue();
    }

    @Test
    void startsWithAnExampleWhereNoHostIsGiven() {
        assertThat(built(SpecTemplate.text(new MeshName("home"), DEFAULTS, List.of())).hosts()).hasSize(1);
    }

    @Test
    void quotesNamesThatYamlWouldMisread() {
        Mesh mesh = built(SpecTemplate.text(new MeshName("42"), DEFAULTS,
                List.of(new FirstHost(new NodeName("no"), "linux", "1.2.3.4", Optional.empty()),
                        new FirstHost(new NodeName("1e3"), "linux", "true", Optional.empty()))));
        assertThat(mesh.name().text()).isEqualTo("42");
        assertThat(mesh.hosts().getFirst().name().text()).isEqualTo("1e3");
    }

    @Test
    void saysWhatAllHostsShareAndWhereMeshLogsIn() {
        Mesh mesh = built(SpecTemplate.text(new MeshName("home"),
                new Shared(Optional.of("10.20.0.0/24"), Optional.of(new Port(51999)), Optional.of("~/.ssh/lab_key")),
                List.of(new FirstHost(new NodeName("pi"), "linux", "", Optional.of("pi@192.168.1.4:2222")))));
        assertThat(mesh.toString()).contains("51999", "10.20.0.0/24");
        assertThat(mesh.hosts().getFirst().ssh().toString()).contains("192.168.1.4", "2222", "lab_key");
    }
}
