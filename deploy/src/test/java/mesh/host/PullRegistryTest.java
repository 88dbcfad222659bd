// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.ssh.CommandResult;
import mesh.report.TokenRegistry;

/** What a host that pulls makes of a container registry; curl is real. */
class PullRegistryTest {
    private static final String HOME = "/etc/mesh/pull-wg0/";

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    @BeforeAll
    static void needsCurl() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not on this machine");
    }

    private FakeHost host(Shell shell, TokenRegistry registry) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write(HOME + "source", "rw-------", "mesh lab\nhost kiosk1\nurl " + registry.url() + "\n");
        host.script("logger", "exit 0\n");
        host.script("curl", "exec /usr/bin/curl \"$@\"\n");
        return host;
    }

    private static CommandResult pulls(FakeHost host) throws IOException {
        return host.run(HostProgram.load("pull").replace("home=${0%/*}", "home=/etc/mesh/pull-wg0"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesATokenForTheRegistryAndLeavesItThere(Shell shell) throws Exception {
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "mesh-bundle 1\n")) {
            CommandResult result = pulls(host(shell, registry));

            assertThat(result.out()).as(result.err())
                    .contains("refused: what was fetched is no bundle, or is cut off");
            assertThat(registry.refused()).containsExactly("GET manifests/kiosk1", "HEAD manifests/kiosk1");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysThatThereIsNothingForIt(Shell shell) throws Exception {
        try (TokenRegistry registry = new TokenRegistry().with("kiosk2", "mesh-bundle 1\n")) {
            assertThat(pulls(host(shell, registry)).out()).contains("unreachable: the bundle cannot be fetched", "404");
        }
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "").manifest("{\"layers\":[]}")) {
            assertThat(pulls(host(shell, registry)).out()).contains("the manifest in the registry has no layer");
        }
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "").token("{\"token\": \"a\\\" b\"}")) {
            assertThat(pulls(host(shell, registry)).out()).contains("unreachable: the bundle cannot be fetched", "401");
        }
    }
}
