// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;

/** What a host starts after the mesh starts when a peer answers, not before, and not at all when none does. */
class WaitStoriesTest {
    private static final String HEAD = """
            mesh: waits
            network: {ipv4: 10.96.0.0/24}
            """;
    private static final String TARGET = "mesh-wg0-online.target";
    /** Writes down whether a peer had answered when it was started. */
    private static final String AFTER_THE_MESH = """
            [Unit]
            Requires=mesh-wg0-online.target
            After=mesh-wg0-online.target
            [Service]
            Type=oneshot
            ExecStart=/bin/sh -c 'wg show wg0 latest-handshakes | grep -v "[^0-9]0$" >/root/started'
            [Install]
            WantedBy=multi-user.target
            """;
    /** A script of a package, which is there before mesh and says when it was started. */
    private static final String PACKAGE = """
            #!/bin/ksh
            daemon="/usr/bin/true"
            . /etc/rc.d/rc.subr
            rc_start() {
            	ifconfig wg0 | grep 'last handshake' >/root/started
            }
            rc_cmd $1
            """;
    private static final List<String> FILES = List.of("/etc/mesh/wg0/online", "/etc/rc.d/mesh_wg0",
            "/etc/systemd/system/" + TARGET, "/etc/systemd/system/mesh-wg0-online.service",
            "/etc/systemd/system/mesh-wg0-peer@.service");

    @TempDir
    Path folder;

    @Test
    void whatIsOrderedAfterTheMeshStartsWithTheFirstAnswer() {
        try (Fleet fleet = Fleet.start(folder, "waits",
                lab -> lab.linux("alder", HostOption.withSystemd()).openBsd("birch"))) {
            LabHost alder = fleet.host("alder");
            LabHost birch = fleet.host("birch");
            alder.put("/etc/systemd/system/store.service", "0644", AFTER_THE_MESH);
            birch.put("/etc/rc.d/store", "0555", PACKAGE);
            birch.run("rcctl enable store").orThrow();
            spec(fleet, "wait-online: 20");
            assertThat(fleet.apply().exits(0).out()).contains(
                    "+ " + TARGET + ": waits 20 s at the most for an answer through wg0",
                    "+ rc.d script mesh_wg0: waits 20 s at the most");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            assertThat(birch.run("rcctl order").orThrow()).isEqualTo("mesh_wg0 store\n");

            alder.run("systemctl enable --quiet store.service").orThrow();
            alder.reboot();
            birch.reboot();
            startsAfterAnAnswer(fleet);
            asksForOnePeer(alder);
            isRepaired(fleet);
            givesUpWithoutAnswer(fleet);

            spec(fleet, "tags: [web]");
            assertThat(fleet.apply().exits(0).out()).contains("- " + TARGET, "- rc.d script mesh_wg0");
            isGone(fleet);
        }
    }

    private static void spec(Fleet fleet, String setting) {
        fleet.spec(HEAD, fleet.callable("alder", setting), fleet.callable("birch", setting));
    }

    private static void startsAfterAnAnswer(Fleet fleet) {
        for (String name : List.of("alder", "birch")) {
            Waiting.until("what comes after the mesh on " + name,
                    () -> fleet.host(name).run("test -s /root/started").ok());
        }
        assertThat(fleet.host("alder").run("journalctl -q -o cat -u mesh-wg0-online.service").orThrow())
                .containsPattern("wg0 is online after \\d+ s: birch answered");
        assertThat(fleet.host("birch").run("rcctl check mesh_wg0").orThrow()).contains("mesh_wg0(ok)");
    }

    private static void asksForOnePeer(LabHost host) {
        host.run("systemctl start mesh-wg0-peer@birch.service " + TARGET).orThrow();
        assertThat(host.run("systemctl start mesh-wg0-peer@nobody.service").ok()).isFalse();
        assertThat(host.run("journalctl -q -o cat -u mesh-wg0-peer@nobody.service").orThrow())
                .contains("wg0 has no peer called nobody");
    }

    private static void isRepaired(Fleet fleet) {
        fleet.host("birch").run("rcctl disable mesh_wg0").orThrow();
        fleet.host("alder").run("rm /etc/systemd/system/" + TARGET + " && systemctl daemon-reload").orThrow();
        assertThat(fleet.program().run("drift").exits(2).out()).contains("alder", "birch",
                "what waits for wg0: applied ready, service off");
        assertThat(fleet.apply().exits(0).out()).contains("~ " + TARGET, "~ rc.d script mesh_wg0");
        fleet.program().run("drift").exits(0);
    }

    /** The peer says nothing. */
    private static void givesUpWithoutAnswer(Fleet fleet) {
        spec(fleet, "wait-online: 2");
        assertThat(fleet.apply().exits(0).out()).contains("~ " + TARGET + ": waits 2 s at the most");
        fleet.host("birch").run("ifconfig wg0 destroy").orThrow();
        LabHost alder = fleet.host("alder");
        alder.run("rm /root/started; systemctl stop store.service " + TARGET + " mesh-wg0-online.service; "
                + "systemctl restart wg-quick@wg0.service").orThrow();
        assertThat(alder.run("systemctl start store.service").ok()).isFalse();
        assertThat(alder.run("test -e /root/started").ok()).isFalse();
        assertThat(alder.run("journalctl -q -o cat -u mesh-wg0-online.service").orThrow())
                .contains("wg0 is not online after 2 s: no peer answered");
        fleet.apply().exits(0); // makes the interface again
        Waiting.until("the peer answers again", () -> alder.run("systemctl start store.service").ok());
    }

    private static void isGone(Fleet fleet) {
        for (String name : List.of("alder", "birch")) {
            assertThat(fleet.host(name).run("ls -d " + String.join(" ", FILES)).out()).as(name).isEmpty();
        }
        assertThat(fleet.host("birch").run("rcctl order").orThrow()).isEqualTo("store\n");
        assertThat(fleet.host("alder").run("systemctl list-units --all --plain --no-legend 'mesh-wg0-*'").orThrow())
                .doesNotContain(" loaded ");
    }
}
