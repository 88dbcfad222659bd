// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesCommandTest {
    @TempDir
    private Path directory;

    @Test
    void printsNamesForEveryProgram() throws IOException {
        spec("network: {domain: home.mesh, ipv6: none}\nnames: {resolver: alpha}\n");
        assertThat(mesh().ends(ExitCode.OK, "names").out()).isEqualTo("""
                100.64.0.1 alpha.home.mesh alpha
                100.64.0.2 phone.home.mesh phone
                """);
        assertThat(mesh().ends(ExitCode.OK, "names", "--format", "unbound").out())
                .contains("local-data: \"phone.home.mesh. IN A 100.64.0.2\"");
        assertThat(mesh().ends(ExitCode.OK, "names", "--format", "unwind").out())
                .contains("forwarder { 100.64.0.1 }");
        assertThat(mesh().ends(ExitCode.OK, "names", "--format", "json").out())
                .contains("\"full_name\" : \"phone.home.mesh\"");
        assertThat(mesh().ends(ExitCode.OK, "names", "--format", "zone", "--out", "zones").out())
                .isEqualTo("Wrote 2 zones to zones.\n");
        assertThat(directory.resolve("zones/home.mesh.zone")).content().contains("alpha IN A 100.64.0.1");
        assertThat(directory.resolve("zones/0.64.100.in-addr.arpa.zone")).content()
                .contains("2 IN PTR phone.home.mesh.");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        spec("");
        assertThat(mesh().ends(ExitCode.OK, "names").out()).contains("100.64.0.1 alpha\n");
        assertThat(mesh().ends(ExitCode.ERROR, "names", "--format", "zone").err()).contains("has no domain");
        spec("network: {domain: home.mesh}\n");
        assertThat(mesh().ends(ExitCode.ERROR, "names", "--format", "unwind").err())
                .contains("names: {resolver: HOST}");
    }

    @Test
    void theBlockOfNamesIsPartOfThePlan() throws IOException {
        String keys = "keys: {custody: vault, recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}\n";
        spec(keys + "network: {domain: home.mesh}\n");
        mesh().ends(ExitCode.OK, "lock");
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).contains("+ names of the mesh in /etc/hosts",
                "+ file /etc/mesh/wg0/hosts");
        spec(keys + "network: {domain: home.mesh}\nnames: {hosts-file: false}\n");
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).doesNotContain("/etc/hosts",
                "/etc/mesh/wg0/ground");
    }

    private MeshRun mesh() {
        return new MeshRun(directory);
    }

    private void spec(String head) throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mesh: test\n" + head + """
                hosts:
                  alpha: {os: linux, endpoint: 203.0.113.1}
                devices:
                  phone: {owner: Anna}
                """);
    }
}
