// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** SSH comes to a host over the mesh that is about to change. */
class SshPathStoriesTest {
    private static final String PLAIN = """
            mesh: ways
            network: {ipv4: 10.95.0.0/24}
            """;

    @TempDir
    Path folder;

    /** alder and cedar are the mesh; what follows reaches alder at its mesh address, through cedar. */
    private Fleet two() {
        Fleet fleet = Fleet.start(folder, "ways", lab -> lab.linux("alder").linux("cedar"));
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("cedar"));
        fleet.apply().exits(0);
        String mesh = fleet.meshAddress("alder", "ipv4");
        fleet.write("known_hosts",
                fleet.read("known_hosts") + mesh + " " + fleet.host("alder").hostKey() + "\n");
        return fleet;
    }

    private static String overTheMesh(Fleet fleet, String... more) {
        return fleet.callable("alder", more).replace("ssh: {host: " + fleet.host("alder").sshAddress(),
                "ssh: {host: " + fleet.meshAddress("alder", "ipv4") + ", jump: \"root@"
                        + fleet.host("cedar").sshAddress() + "\"");
    }

    private static String port(Fleet fleet) {
        return fleet.host("alder").run("wg show wg0 listen-port").orThrow().strip();
    }

    @Test
    void aChangeOfTheTunnelThatCarriesSshTakesAWordMore() {
        try (Fleet fleet = two()) {
            fleet.spec(PLAIN, overTheMesh(fleet), fleet.callable("cedar"));
            assertThat(fleet.apply().exits(0).out()).contains("No changes");

            fleet.spec(PLAIN, overTheMesh(fleet, "port: 4501"), fleet.callable("cedar"));
            Program.Run refused = fleet.apply().exits(1);
            assertThat(refused.out()).contains("! SSH comes to it over the mesh (10.95.0.1)");
            assertThat(refused.err()).contains("changes the way SSH takes to alder", "--allow-ssh-path");
            assertThat(port(fleet)).isNotEqualTo("4501");

            fleet.apply("--allow-ssh-path").exits(0);
            assertThat(port(fleet)).isEqualTo("4501");
        }
    }

    @Test
    void aHostThatLeavesOverItsOwnTunnelGoesBack() {
        try (Fleet fleet = two()) {
            fleet.spec(PLAIN, overTheMesh(fleet), fleet.callable("cedar"));
            fleet.apply().exits(0);

            fleet.program().run("destroy", "--host", "alder", "--auto-approve").exits(1);
            fleet.program().run("destroy", "--host", "alder", "--auto-approve", "--allow-ssh-path",
                    "--confirm-timeout", "5").exits(5);

            fleet.everyPairPings("alder", "cedar");
        }
    }

    @Test
    void theHostSaysThatANameLedOverTheMesh() {
        try (Fleet fleet = two()) {
            fleet.host("cedar").run("echo '" + fleet.meshAddress("alder", "ipv4") + " way.example.net' >>/etc/hosts")
                    .orThrow();
            fleet.write("known_hosts",
                    fleet.read("known_hosts") + "way.example.net " + fleet.host("alder").hostKey() + "\n");
            String named = overTheMesh(fleet).replace("ssh: {host: 10.95.0.1", "ssh: {host: way.example.net");
            fleet.spec(PLAIN, named, fleet.callable("cedar"));
            fleet.apply().exits(0);

            fleet.spec(PLAIN, named + "    port: 4501\n", fleet.callable("cedar"));

            assertThat(fleet.program().run("plan").exits(0).out())
                    .contains("SSH comes to it over the mesh (10.95.0.1)");
            fleet.apply().exits(1);
        }
    }

    @Test
    void anotherWayAndAnotherTunnelAreTwoSteps() {
        try (Fleet fleet = two()) {
            fleet.spec(PLAIN, overTheMesh(fleet).replace("10.95.0.1, jump", fleet.host("alder").sshAddress() + ", jump")
                    + "    port: 4501\n", fleet.callable("cedar"));

            Program.Run refused = fleet.apply().exits(1);

            assertThat(refused.out()).contains("this step changes how SSH comes to it");
            assertThat(port(fleet)).isNotEqualTo("4501");
        }
    }
}
