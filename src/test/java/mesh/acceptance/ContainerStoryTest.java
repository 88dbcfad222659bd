// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of a mesh from its first plan to its end, in containers, where an engine for them runs. */
class ContainerStoryTest {
    private static final List<String> HOSTS = List.of("alder", "birch", "cedar");

    @TempDir
    Path folder;

    @Test
    void threeContainersBecomeAMeshStayOneAndAreLeftAsTheyWere() throws IOException, InterruptedException {
        try (Containers containers = Containers.start(folder, HOSTS.toArray(String[]::new))) {
            StringBuilder spec = new StringBuilder("mesh: boxes\nnetwork: {ipv4: 10.99.0.0/24}\nhosts:\n");
            HOSTS.forEach(name -> spec.append(containers.block(name)));
            Files.writeString(folder.resolve("mesh.yaml"), spec);
            Files.write(folder.resolve("known_hosts"), containers.knownHosts());
            Program mesh = new Program(folder);

            assertThat(mesh.run("plan").exits(0).out()).contains("Plan: 3 hosts to create");
            mesh.run("apply", "--auto-approve").exits(0);
            everyPairPings(containers);
            assertThat(mesh.run("plan", "--detailed-exitcode").exits(0).out()).contains("No changes");

            mesh.run("destroy", "--auto-approve").exits(0);
            for (String name : HOSTS) {
                assertThat(containers.run(name, "ip link show wg0").getExitCode()).as("wg0 of " + name).isNotZero();
                assertThat(containers.run(name, "find /etc/wireguard /etc/mesh -type f").getStdout()).isBlank();
            }
        }
    }

    private void everyPairPings(Containers containers) throws IOException {
        Matcher address = Pattern.compile("ipv4: (\\S+)").matcher(Files.readString(folder.resolve("mesh.lock")));
        int count = 0;
        while (address.find()) {
            count++;
            for (String from : HOSTS) {
                var ping = containers.run(from, "ping -c 1 -w 10 " + address.group(1));
                assertThat(ping.getExitCode()).as("%s to %s: %s", from, address.group(1), ping.getStdout()).isZero();
            }
        }
        assertThat(count).isEqualTo(HOSTS.size());
    }
}
