// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;

/** Hosts find each other by name, and nothing of it is left when the mesh is gone. */
class NamesStoriesTest {
    private static final String NAMED = """
            mesh: names
            network: {ipv4: 10.95.0.0/24, domain: home.mesh}
            """;
    private static final String[] HOSTS = {"alder", "birch", "dorn"};

    @TempDir
    Path folder;

    @Test
    void everyHostFindsEveryNameUntilTheMeshIsDestroyed() {
        try (Fleet fleet = Fleet.start(folder, "names",
                lab -> lab.linux("alder").openBsd("birch").linux("dorn", HostOption.withSystemd()))) {
            fleet.spec(NAMED, fleet.callable("alder"), fleet.callable("birch"),
                    fleet.callable("dorn"));
            String before = fleet.host("alder").run("cat /etc/hosts").orThrow();
            String onOpenBsd = fleet.host("birch").run("cat /etc/hosts").orThrow();

            assertThat(fleet.apply().exits(0).out()).contains("+ names of the mesh in /etc/hosts");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");

            for (String from : HOSTS) {
                for (String to : HOSTS) {
                    findsAndReaches(fleet, from, to);
                }
            }
            fleet.host("alder").run("sed -i 's/home.mesh birch$/home.mesh beech/' /etc/hosts").orThrow();
            assertThat(fleet.program().run("drift").exits(2).out())
                    .contains("names of the mesh in /etc/hosts: changed by another hand");
            assertThat(fleet.program().run("plan").exits(0).out()).contains("~ names of the mesh in /etc/hosts");
            fleet.apply("--overwrite-foreign").exits(0);
            fleet.program().run("drift").exits(0);

            fleet.program().run("destroy", "--auto-approve", "--allow-destroy").exits(0);
            assertThat(fleet.host("alder").run("cat /etc/hosts").orThrow()).isEqualTo(before);
            assertThat(fleet.host("birch").run("cat /etc/hosts").orThrow()).isEqualTo(onOpenBsd);
        }
    }

    private static void findsAndReaches(Fleet fleet, String from, String to) {
        assertThat(fleet.host(from).run("cat /etc/hosts").orThrow().lines()).contains(
                fleet.meshAddress(to, "ipv4") + " " + to + ".home.mesh " + to,
                fleet.meshAddress(to, "ipv6").replace("\"", "") + " " + to + ".home.mesh " + to);
        if (!from.equals("birch")) {
            assertThat(fleet.host(from).run("getent ahostsv4 " + to + ".home.mesh").orThrow())
                    .contains(fleet.meshAddress(to, "ipv4"));
        }
        fleet.host(from).run("ping -c 1 -w 10 " + to + ".home.mesh").orThrow();
    }
}
