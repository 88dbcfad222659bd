// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;
import mesh.lab.NatKind;

/** An OpenBSD host carries packets by rules in an anchor of its own, and pf.conf is its owner's but for a line. */
class PfStoriesTest {
    private static final String PLAIN = """
            mesh: bsdrouting
            network: {ipv4: 10.94.0.0/24}
            """;
    private static final String CALL = "anchor \"mesh_wg0\" # mesh's: see /etc/mesh/wg0/pf.conf\n";
    private static final String CHANGED = "firewall of wg0: changed by another hand";
    /** What an owner may have written: blanks, no line end at the end. */
    private static final String OWN = "set skip on lo\n\n  pass \t# all\nblock in on vio0 proto tcp to port 6000";

    @TempDir
    Path folder;

    private Fleet fleet;
    private LabHost birch;
    private LabHost cedar;

    @Test
    void anOpenBsdHostCarriesPacketsAndIsAsBeforeAfterwards() {
        try (Fleet started = Fleet.start(folder, "bsdrouting",
                lab -> lab.linux("alder").router("gate", NatKind.PORT_PRESERVING)
                        .openBsd("birch", HostOption.behind("gate")).linux("cedar", HostOption.behind("gate")))) {
            fleet = started;
            birch = fleet.host("birch");
            cedar = fleet.host("cedar");
            birch.put("/etc/pf.conf", "0600", OWN);
            birch.run("pfctl -f /etc/pf.conf; sysctl -q net.inet.ip.forwarding=0").orThrow();
            spec();
            fleet.apply().exits(0);

            nobodyConfirms();
            carries();
            othersHandsAreFoundAndUndone();
            pfHasToLook();
            bootsAsItWas();
            leaves();
        }
    }

    private void spec(String... more) {
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.block("birch", more));
    }

    private String routes() {
        return "routes: ['" + birch.address().substring(0, birch.address().lastIndexOf('.')) + ".0/24']";
    }

    private boolean reached() {
        return fleet.host("alder").run("ping -c 1 -w 5 " + cedar.address()).ok();
    }

    private String conf() {
        return birch.run("cat /etc/pf.conf").orThrow();
    }

    private void isAsBefore() {
        assertThat(conf()).isEqualTo(OWN);
        assertThat(
                birch.run("stat -f '%Lp %Su:%Sg' /etc/pf.conf; pfctl -s rules; pfctl -a mesh_wg0 -s rules").orThrow())
                .isEqualTo("600 root:wheel\npass all\nblock drop in on vio0 proto tcp from any to any port = 6000\n");
        assertThat(birch.run("sysctl -n net.inet.ip.forwarding").orThrow()).isEqualTo("0\n");
        assertThat(birch.run("ls /etc/mesh/wg0/ground /etc/mesh/wg0/running").ok()).isFalse();
    }

    /** Once the change is through, nobody logs in for some seconds. */
    private void nobodyConfirms() {
        birch.run("mv /sbin/logger /sbin/logger.kept").orThrow();
        birch.put("/sbin/logger", "755",
                """
                        #!/bin/sh
                        case "$*" in *' through')
                        kill $(cat /var/run/sshd.pid); (sleep 6; exec /libexec/model/usr/sbin/sshd -D -e) </dev/null >/dev/null 2>&1 &
                        ;; esac
                        """);
        spec("behind-nat: true", routes());
        fleet.apply("--confirm-timeout", "4").exits(5);
        isAsBefore();
        birch.run("mv /sbin/logger.kept /sbin/logger").orThrow();
    }

    /** cedar knows no way to the mesh. */
    private void carries() {
        assertThat(fleet.applyTwice().out()).contains("+ forwarding of IPv4", "+ firewall anchor mesh_wg0");
        assertThat(conf()).isEqualTo(CALL + OWN);
        assertThat(reached()).isTrue();
        cedar.run("ip route add 10.94.0.0/24 via " + birch.address()).orThrow();
        assertThat(cedar.run("ping -c 1 -w 2 " + fleet.meshAddress("alder", "ipv4")).ok()).isTrue();
        cedar.run("ip route del 10.94.0.0/24 && ip address add 203.0.113.77/32 dev lo && ip route add 10.94.0.0/24 via "
                + birch.address() + " src 203.0.113.77").orThrow();
        assertThat(cedar.run("ping -c 1 -w 2 " + fleet.meshAddress("alder", "ipv4")).ok())
                .as("from an address that birch does not announce").isFalse();
        cedar.run("ip route del 10.94.0.0/24").orThrow();
    }

    private void othersHandsAreFoundAndUndone() {
        birch.run("pfctl -a mesh_wg0 -F rules").orThrow();
        assertThat(fleet.program().run("drift").out()).contains(CHANGED);
        fleet.apply().exits(0);
        birch.put("/etc/pf.conf", "0600", OWN);
        birch.run("pfctl -f /etc/pf.conf").orThrow();
        assertThat(fleet.program().run("drift").out()).contains(CHANGED);
        fleet.apply().exits(0);
        assertThat(conf()).isEqualTo(CALL + OWN);
        assertThat(reached()).isTrue();
    }

    private void pfHasToLook() {
        birch.run("printf '\\nset skip on wg\\n' >>/etc/pf.conf; pfctl -f /etc/pf.conf").orThrow();
        assertThat(fleet.program().run("drift").out()).contains(CHANGED);
        Program.Run refused = fleet.apply();
        assertThat(refused.out() + refused.err()).contains("'set skip' in /etc/pf.conf keeps pf from looking at wg0");
        birch.put("/etc/pf.conf", "0600", CALL + OWN);
        birch.run("pfctl -f /etc/pf.conf").orThrow();
    }

    private void bootsAsItWas() {
        birch.reboot();
        assertThat(fleet.apply().exits(0).out()).contains("No changes");
        birch.run("ping -c 1 -w 20 " + fleet.meshAddress("alder", "ipv4")).orThrow();
        assertThat(reached()).isTrue();
    }

    private void leaves() {
        fleet.spec(PLAIN, fleet.callable("alder"));
        fleet.apply("--allow-destroy").exits(0);
        assertThat(conf()).isEqualTo(OWN);
        isAsBefore();
    }
}
