// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.NatKind;

/** Packets take the way that the topology says: through a hub, over the LAN of a site, or not at all. */
class TopologyStoriesTest {
    private static final String HEAD = """
            mesh: story
            network: {ipv4: 10.97.0.0/24}
            topology:
            """;

    @TempDir
    Path folder;

    @Test
    void spokesBehindTwoNatsReachEachOtherThroughTheHub() {
        try (Fleet fleet = Fleet.start(folder, "hub",
                lab -> lab.linux("hub").openBsd("free").router("one", NatKind.PORT_PRESERVING)
                        .router("two", NatKind.SYMMETRIC).linux("inner", HostOption.behind("one"))
                        .openBsd("bird", HostOption.behind("two")))) {
            String natted = fleet.block("inner", "behind-nat: true") + fleet.block("bird", "behind-nat: true");
            fleet.spec(HEAD + "  links: full\n", fleet.callable("hub"), fleet.callable("free"), natted);
            assertThat(fleet.program().run("validate").exits(3).err())
                    .contains("bird and inner have no path to each other", "add free to topology.hubs");

            fleet.spec(HEAD + "  links: hub-and-spoke\n  hubs: [hub]\n", fleet.callable("hub"), fleet.callable("free"),
                    natted);
            fleet.applyTwice();

            fleet.everyPairPings("hub", "free", "inner", "bird");
            assertThat(fleet.host("inner").run("wg show wg0 peers").orThrow().lines()).hasSize(1);
            assertThat(fleet.host("free").run("ifconfig wg0").orThrow().lines().filter(line -> line.contains("wgpeer")))
                    .hasSize(1);
            assertThat(fleet.program().run("explain", "bird", "inner", "--live").exits(0).out())
                    .startsWith("bird - inner: through hub").contains("3 of 3 answered")
                    .containsPattern("bird to hub +connected").containsPattern("hub to inner +connected");
        }
    }

    @Test
    void onlyLinkedPairsTalkAndHostsOfASiteUseTheirLan() {
        try (Fleet fleet = Fleet.start(folder, "links",
                lab -> lab.linux("alder").openBsd("birch").router("gate", NatKind.PORT_PRESERVING)
                        .linux("near", HostOption.behind("gate")).linux("next", HostOption.behind("gate")))) {
            fleet.spec(HEAD + "  links: [[alder, birch], [near, next], [near, 'tag:web']]\n",
                    fleet.callable("alder", "tags: [web]"), fleet.callable("birch"), atHome(fleet, "near", 51820),
                    atHome(fleet, "next", 51821));

            fleet.applyTwice();

            fleet.everyPairPings("alder", "birch");
            fleet.everyPairPings("alder", "near");
            fleet.everyPairPings("near", "next");
            assertThat(fleet.host("near").run("wg show wg0 endpoints").orThrow())
                    .contains(fleet.host("next").address() + ":51821");
            for (String[] pair : new String[][]{{"next", "alder"}, {"birch", "near"}, {"birch", "next"}}) {
                assertThat(fleet.host(pair[0]).run("ping -c 1 -w 2 " + fleet.meshAddress(pair[1], "ipv4")).ok())
                        .as(pair[0] + " to " + pair[1]).isFalse();
            }
        }
    }

    private static String atHome(Fleet fleet, String name, int port) {
        return fleet.block(name, "behind-nat: true", "site: home", "port: " + port,
                "endpoint: [{address: " + fleet.host(name).address() + ", site: home}]");
    }
}
