// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;

import org.junit.jupiter.api.Test;

class IncludeTest {
    private static Mesh mesh(String text, Map<String, String> files) {
        SpecFiles parts = name -> Optional.ofNullable(files.get(name.text()))
                .map(found -> new SpecSource(name.text(), found));
        return MeshBuilder.read(new SpecSource("mesh.yaml", text), parts).mesh();
    }

    private static Host host(Mesh mesh, String name) {
        return mesh.hosts().stream().filter(host -> host.name().text().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aFileAddsItsHosts() {
        Mesh mesh = mesh("{mesh: home, include: more.yaml, hosts: {do1: {os: linux, endpoint: 203.0.113.1}}}",
                Map.of("more.yaml", "hosts: {li1: {os: openbsd}}"));

        assertThat(mesh.hosts()).extracting(host -> host.name().text()).containsExactly("do1", "li1");
    }

    @Test
    void aMeshMayConsistOfIncludedFilesOnly() {
        Mesh mesh = mesh("{mesh: home, include: [a.yaml, b.yaml]}",
                Map.of("a.yaml", "hosts: {do1: {os: linux}}", "b.yaml",
                        "hosts: {li1: {endpoint: 203.0.113.1, os: linux}}"));

        assertThat(mesh.hosts()).hasSize(2);
    }

    @Test
    void whatTheIncludingFileSaysGoesFirstKeyByKey() {
        Mesh mesh = mesh("{mesh: home, include: shared.yaml, hosts: {do1: {port: 51821}, li1: }}",
                Map.of("shared.yaml",
                        "hosts: {do1: {os: openbsd, port: 51820, endpoint: 203.0.113.1}, li1: {os: linux, tags: [web]}}"));

        assertThat(host(mesh, "do1").port().orElseThrow().number()).isEqualTo(51821);
        assertThat(host(mesh, "do1").endpoints()).hasSize(1);
        assertThat(host(mesh, "li1").tags()).hasSize(1);
    }

    @Test
    void includedFilesIncludeFilesOfTheirOwnFolder() {
        Mesh mesh = mesh("{mesh: home, include: parts/all.yaml}",
                Map.of("parts/all.yaml", "include: [hosts.yaml, ../defaults.yaml]",
                        "parts/hosts.yaml", "hosts: {do1: }", "defaults.yaml", "defaults: {os: openbsd, site: home}"));

        assertThat(host(mesh, "do1").site()).isPresent();
    }

    @Test
    void theOrderOfIncludedFilesDoesNotMatter() {
        Map<String, String> files = Map.of("a.yaml", "hosts: {do1: {os: linux}}", "b.yaml",
                "{hosts: {do1: {endpoint: 203.0.113.1}, li1: {os: linux}}, network: {port: 4500}}");

        assertThat(mesh("{mesh: home, include: [a.yaml, b.yaml]}", files))
                .isEqualTo(mesh("{mesh: home, include: [b.yaml, a.yaml]}", files));
    }
}
