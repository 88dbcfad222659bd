// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;

import mesh.lab.LabHost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Hosts leave the mesh, the whole mesh is destroyed, and hosts that do not answer are not forgotten. */
class RemovalStoriesTest {
    private static final String PLAIN = """
            mesh: leaving
            network: {ipv4: 10.97.0.0/24}
            """;

    @TempDir
    Path folder;

    private Fleet three() {
        Fleet fleet = Fleet.start(folder, "leaving", lab -> lab.linux("alder").openBsd("birch").linux("cedar"));
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
        fleet.apply().exits(0);
        return fleet;
    }

    private static void isClean(LabHost host) {
        assertThat(host.run("ls /etc/mesh/wg0").ok()).as("/etc/mesh/wg0 of %s", host.name()).isFalse();
        assertThat(host.run(host.os() == mesh.lab.LabOs.OPENBSD ? "ifconfig wg0" : "ip link show dev wg0").ok())
                .as("wg0 of %s", host.name()).isFalse();
    }

    private static String key(Fleet fleet, String host) {
        return fleet.host(host).run("wg show wg0 public-key").orThrow().strip();
    }

    private static String peers(Fleet fleet, String host) {
        return fleet.host(host).run("wg show wg0 peers | sort").orThrow();
    }

    @Test
    void aHostThatLeavesAndDoesNotAnswerIsRevokedAtOnceAndCleanedLater() {
        try (Fleet fleet = three()) {
            String cedar = key(fleet, "cedar");
            fleet.host("cedar").faults().stopSshd();
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));

            Program.Run first = fleet.apply().exits(4);
            assertThat(first.out()).contains("? cedar", "is left alone: still configured itself: cannot reach",
                    "cedar: still configured itself: cannot reach");
            assertThat(peers(fleet, "alder")).doesNotContain(cedar);
            assertThat(fleet.host("birch").run("ifconfig wg0").orThrow()).doesNotContain(cedar);

            assertThat(fleet.program().run("plan").exits(4).out()).contains("? cedar", "still configured itself");
            assertThat(fleet.program().run("status").exits(0).out()).contains("cedar  still configured itself");
            assertThat(fleet.program().run("lock", "--release", "cedar").exits(1).err()).contains("still carries");

            fleet.host("cedar").reboot();
            fleet.applyTwice();
            isClean(fleet.host("cedar"));
            assertThat(fleet.program().run("status").exits(0).out()).doesNotContain("cedar");
            assertThat(fleet.host("cedar").run("cut -f 2 /var/log/mesh-wg0.log").orThrow().lines())
                    .containsExactly("applied", "removed");
        }
    }

    @Test
    void destroyTakesTheMeshFromAllAndCanBeRunAgain() {
        try (Fleet fleet = three()) {
            String address = fleet.meshAddress("birch", "ipv4");
            fleet.host("cedar").faults().stopSshd();

            Program.Run first = fleet.program().run("destroy", "--auto-approve").exits(4);
            assertThat(first.out()).contains("- alder", "- birch", "? cedar", "still configured itself");
            isClean(fleet.host("alder"));
            isClean(fleet.host("birch"));
            assertThat(fleet.host("cedar").run("wg show wg0").ok()).isTrue();

            fleet.host("cedar").reboot();
            Program.Run second = fleet.program().run("destroy", "--auto-approve").exits(0);
            assertThat(second.err()).contains("mesh.yaml still has all hosts");
            isClean(fleet.host("cedar"));
            assertThat(fleet.program().run("destroy").exits(0).out())
                    .isEqualTo("Nothing to remove: no host carries the mesh.\n");

            fleet.program().run("lock", "--check").exits(0);
            fleet.applyTwice();
            fleet.everyPairPings("alder", "birch", "cedar");
            assertThat(fleet.meshAddress("birch", "ipv4")).isEqualTo(address);
        }
    }

    @Test
    void destroyOfOneHostLeavesTheOthersAloneUntilTheNextApply() {
        try (Fleet fleet = three()) {
            String peers = peers(fleet, "alder");

            Program.Run run = fleet.program().run("destroy", "--host", "birch", "--auto-approve").exits(0);

            assertThat(run.out()).contains("- birch").doesNotContain("alder");
            assertThat(run.err()).contains("mesh.yaml still has birch: 'mesh apply' sets it up again");
            isClean(fleet.host("birch"));
            assertThat(peers(fleet, "alder")).isEqualTo(peers);
            fleet.applyTwice();
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void destroyAsksAndSparesProtectedHosts() {
        try (Fleet fleet = three()) {
            Program.Run unasked = fleet.program().run("destroy").exits(1);
            assertThat(unasked.err()).contains("nobody can be asked", "'mesh destroy --auto-approve'");

            fleet.spec(PLAIN, fleet.callable("alder", "protected: true"), fleet.callable("birch"),
                    fleet.callable("cedar"));
            Program.Run refused = fleet.program().run("destroy", "--auto-approve").exits(1);
            assertThat(refused.err()).contains("protected hosts: alder", "--allow-destroy");
            assertThat(fleet.host("birch").run("ifconfig wg0").ok()).isTrue();

            fleet.program().run("destroy", "--auto-approve", "--allow-destroy").exits(0);
            isClean(fleet.host("alder"));
        }
    }
}
