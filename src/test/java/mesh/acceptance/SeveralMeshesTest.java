// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two meshes on the same machines, from one repository, in several files. */
class SeveralMeshesTest {
    @TempDir
    Path folder;

    private Fleet two() {
        Fleet fleet = Fleet.start(folder, "two", lab -> lab.linux("alder").openBsd("birch"));
        try {
            Files.createDirectory(folder.resolve("parts"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        fleet.write("parts/machines.yaml", "hosts:\n" + fleet.callable("alder") + fleet.callable("birch"));
        fleet.write("mesh.yaml", """
                mesh: office
                include: parts/machines.yaml
                other-meshes: backup.yaml
                network: {ipv4: 10.81.0.0/24}
                """);
        return fleet;
    }

    private static void backup(Fleet fleet, String network) {
        fleet.write("backup.yaml", """
                mesh: backup
                include: parts/machines.yaml
                other-meshes: mesh.yaml
                network: %s
                """.formatted(network));
    }

    @Test
    void carryTrafficSideBySideAndLeaveOneAtATime() {
        try (Fleet fleet = two()) {
            backup(fleet, "{ipv4: 10.82.0.0/24, interface: wg1, port: 51821}");

            fleet.apply().exits(0);
            fleet.apply("-f", "backup.yaml").exits(0);

            fleet.everyPairPings("alder", "birch");
            ping(fleet, "10.82.0.2");
            assertThat(fleet.program().run("plan", "--detailed-exitcode").exits(0).out()).contains("No changes");
            fleet.program().run("plan", "-f", "backup.yaml", "--detailed-exitcode").exits(0);

            fleet.program().run("destroy", "--auto-approve").exits(0);
            assertThat(fleet.host("alder").run("ip link show dev wg0").ok()).isFalse();
            ping(fleet, "10.82.0.2");
            fleet.program().run("plan", "-f", "backup.yaml", "--detailed-exitcode").exits(0);
        }
    }

    @Test
    void clashesAreFoundBeforeAnyHostIsTouched() {
        try (Fleet fleet = two()) {
            backup(fleet, "{ipv4: 10.81.0.0/16}");

            assertThat(fleet.apply().exits(3).err()).contains("mesh.yaml:3:15: other-meshes: ",
                    "alder would carry wg0 of both meshes", "birch would listen on port 51820 for both meshes",
                    "overlaps the range 10.81.0.0/16 of mesh backup");
            assertThat(fleet.host("alder").run("ls /etc/mesh").ok()).isFalse();
        }
    }

    private static void ping(Fleet fleet, String address) {
        fleet.host("alder").run("ping -c 1 -w 10 " + address).orThrow();
    }
}
