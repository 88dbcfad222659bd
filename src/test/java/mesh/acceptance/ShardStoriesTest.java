// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** One plan, applied in two shards: alder and fir are in the first, maple and rowan in the second. */
class ShardStoriesTest {
    private static final String PLAIN = """
            mesh: shards
            network: {ipv4: 10.97.0.0/24}
            """;
    private static final String[] NAMES = {"alder", "fir", "maple", "rowan"};

    @TempDir
    Path folder;

    private Fleet four() {
        Fleet fleet = Fleet.start(folder, "shards",
                lab -> lab.linux("alder").openBsd("fir").linux("maple").linux("rowan"));
        fleet.spec(PLAIN, blocks(fleet, ""));
        return fleet;
    }

    /** @param port first digits of all ports; empty for the default */
    private static String[] blocks(Fleet fleet, String port) {
        String[] blocks = new String[NAMES.length];
        for (int i = 0; i < NAMES.length; i++) {
            blocks[i] = port.isEmpty() ? fleet.callable(NAMES[i]) : fleet.callable(NAMES[i], "port: " + port + i);
        }
        return blocks;
    }

    private static void lease(LabHost host, String command) {
        host.run("printf 'token %s\\nsince %s\\nttl 600\\nby bob@elsewhere\\nprocess -\\ncommand " + command
                + "\\n' 0123456789abcdef0123456789abcdef $(date +%s) >/var/run/mesh-wg0.lease").orThrow();
    }

    @Test
    void twoShardsOfOnePlanRunAtTheSameTimeAndAForeignRunStopsBoth() throws IOException, InterruptedException {
        try (Fleet fleet = four()) {
            fleet.program().run("plan", "--out", "plan.json").exits(0);
            assertThat(fleet.apply("plan.json", "--shard", "1/2").exits(1).err())
                    .contains("are not made yet", "mesh apply --host alder --host fir --host maple --host rowan");
            fleet.apply().exits(0);

            fleet.spec(PLAIN, blocks(fleet, "450"));
            assertThat(fleet.program().run("plan", "--shard", "2/2").exits(0).out())
                    .contains("~ maple", "~ rowan").doesNotContain("~ alder", "~ fir");
            assertThat(fleet.apply("--shard", "1/2").exits(64).err()).contains("mesh plan --out plan.json");
            fleet.program().run("plan", "--out", "plan.json").exits(0);
            assertThat(fleet.apply("plan.json", "--shard", "1/2").exits(1).err()).contains("out of date", "mesh lock");
            fleet.program().run("lock").exits(0);
            fleet.program().run("plan", "--out", "plan.json").exits(0);

            lease(fleet.host("rowan"), "mesh apply");
            assertThat(fleet.apply("plan.json", "--shard", "1/2").exits(6).err())
                    .contains("bob@elsewhere holds the lease of rowan for 'mesh apply'");
            assertThat(fleet.apply("plan.json", "--shard", "2/2").exits(6).out()).contains("rowan  locked");
            assertThat(port(fleet.host("alder"))).isNotEqualTo("4500");
            fleet.host("rowan").run("rm /var/run/mesh-wg0.lease").orThrow();

            bothAtOnce(fleet);
            assertThat(port(fleet.host("alder"))).isEqualTo("4500");
            fleet.everyPairPings(NAMES);
            assertThat(fleet.apply("plan.json", "--shard", "1/2").exits(7).err()).contains("alder, fir changed");
            assertThat(fleet.program().run("plan").exits(0).out()).contains("No changes");
        }
    }

    /** The first waits in the middle of its change until the second is through, so they certainly overlap. */
    private static void bothAtOnce(Fleet fleet) throws IOException, InterruptedException {
        LabHost alder = fleet.host("alder");
        alder.run("mkdir -p /usr/local/sbin").orThrow();
        alder.put("/usr/local/sbin/logger", "755", "#!/bin/sh\ncase \"$*\" in *' armed')\n"
                + "touch /tmp/reached; while [ ! -e /tmp/go ]; do sleep 0.1; done\n;; esac\n");
        try (Program.Live first = fleet.program().start("apply", "--auto-approve", "plan.json", "--shard", "1/2")) {
            Waiting.until("alder is at work", () -> alder.run("ls /tmp/reached").ok());
            assertThat(alder.run("cat /var/run/mesh-wg0.lease").orThrow()).contains("mesh apply --shard 1/2 of plan ");

            assertThat(fleet.apply("plan.json", "--shard", "2/2").exits(0).out()).contains("Apply: 2 applied.");

            alder.run("touch /tmp/go").orThrow();
            assertThat(first.exits(0)).contains("Apply: 2 applied.");
        }
        alder.run("rm /usr/local/sbin/logger").orThrow();
    }

    private static String port(LabHost host) {
        return host.run("wg show wg0 listen-port").orThrow().strip();
    }

    @Test
    void whatNeedsAnOrderAcrossShardsIsRefusedAndAHostThatLeavesWaitsForAWholeRun() {
        try (Fleet fleet = four()) {
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("fir"), fleet.callable("maple"));
            fleet.program().run("lock").exits(0);
            fleet.program().run("plan", "--out", "plan.json").exits(0);

            assertThat(fleet.apply("plan.json", "--shard", "1/2").exits(0).err())
                    .contains("rowan leaves the mesh and is in no shard", "run 'mesh apply' once");
            fleet.apply("plan.json", "--shard", "2/2").exits(0);
            assertThat(fleet.host("rowan").run("ls /etc/mesh/wg0/manifest").ok()).isTrue();
            fleet.applyTwice();
            assertThat(fleet.host("rowan").run("ls /etc/mesh/wg0/manifest").ok()).isFalse();

            fleet.spec(PLAIN, fleet.callable("alder", "routes: [10.50.0.0/24]"), fleet.callable("fir"),
                    fleet.callable("maple"));
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("fir"),
                    fleet.callable("maple", "routes: [10.50.0.0/24]"));
            fleet.program().run("plan", "--out", "plan.json").exits(0);
            assertThat(fleet.apply("plan.json", "--shard", "2/2").exits(1).err())
                    .contains("cannot be applied in shards", "Apply this plan without --shard");
        }
    }
}
