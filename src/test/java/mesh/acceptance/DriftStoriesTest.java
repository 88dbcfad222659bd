// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;

/** Somebody with root and good intentions was on the hosts: it is found, said aloud, and not written over in silence. */
class DriftStoriesTest {
    private static final String PLAIN = """
            mesh: drift
            network: {ipv4: 10.97.0.0/24}
            """;
    private static final String CONF = "/etc/wireguard/wg0.conf";

    @TempDir
    Path folder;

    private static String address(Fleet fleet, String host) {
        return fleet.meshAddress(host, "ipv4");
    }

    private static void everything(Fleet fleet, String... alder) {
        fleet.spec(PLAIN, fleet.callable("alder", alder), fleet.callable("birch"), fleet.callable("cedar"),
                fleet.callable("dorn"));
    }

    private Fleet four() {
        return Fleet.start(folder, "drift",
                lab -> lab.linux("alder").openBsd("birch").linux("cedar").linux("dorn", HostOption.withSystemd()));
    }

    private static void nightShift(Fleet fleet, String stranger) {
        LabHost alder = fleet.host("alder");
        alder.run("printf '\\n[Peer]\\n# my laptop\\nPublicKey = %s\\nAllowedIPs = 10.97.0.77/32\\n' >>%s"
                .formatted(stranger, CONF)).orThrow();
        alder.run("wg set wg0 peer " + stranger + " allowed-ips 10.97.0.77/32").orThrow();
        fleet.host("birch").run("sed 's/^mtu .*/mtu 1300/' /etc/hostname.wg0 >/tmp/h && cat /tmp/h >/etc/hostname.wg0")
                .orThrow();
        fleet.host("birch").run("ifconfig wg0 inet " + address(fleet, "birch") + " -alias").orThrow();
        fleet.host("cedar").run("ip link set dev wg0 down").orThrow();
        fleet.host("dorn").run("systemctl disable wg-quick@wg0.service").orThrow();
        fleet.host("dorn").run("chmod 0644 " + CONF).orThrow();
    }

    @Test
    void aNightOfHandWorkIsFoundAndUndoneOnlyWhenAsked() {
        try (Fleet fleet = four()) {
            everything(fleet);
            fleet.applyTwice();
            assertThat(fleet.program().run("drift").exits(0).out())
                    .isEqualTo("No drift. 4 hosts are as they were left.\n");
            String stranger = fleet.host("alder").run("wg genkey | wg pubkey").orThrow().strip();
            nightShift(fleet, stranger);

            Program.Run drift = fleet.program().run("drift").exits(2);
            Program.Run json = fleet.program().run("drift", "--json").exits(2);
            Program.Run plan = fleet.program().run("plan").exits(0);

            assertThat(drift.out()).contains("~ file /etc/wireguard/wg0.conf: edited by hand", "+# my laptop",
                    "a key that no node has or had", "-mtu 1420\n", "+mtu 1300\n",
                    "- address " + address(fleet, "birch") + "/24: not there",
                    "~ interface wg0: applied up, kernel down",
                    "~ service wg-quick@wg0.service: applied enabled, found disabled",
                    "mode: applied 0600 root:root, file 0644 0:0", "Drift on 4 of 4 hosts: 7 differences.");
            assertThat(json.out()).contains("\"kind\" : \"peer-foreign\"", "\"subject\" : \"" + stranger + "\"");
            assertThat(plan.out()).contains("! /etc/wireguard/wg0.conf was edited by hand since the last apply",
                    "! /etc/hostname.wg0 was edited by hand since the last apply", "! a peer that mesh did not set up");
            Program.Run refused = fleet.apply().exits(7);
            assertThat(refused.err()).contains("alder: /etc/wireguard/wg0.conf was edited by hand",
                    "birch: /etc/hostname.wg0 was edited by hand", "--overwrite-foreign")
                    .doesNotContain("cedar:", "dorn:");
            assertThat(fleet.host("alder").run("cat " + CONF).orThrow()).contains("# my laptop");
            assertThat(fleet.host("cedar").run("ip link show dev wg0").orThrow()).doesNotContain(",UP,");

            fleet.apply("--overwrite-foreign").exits(0);

            assertThat(fleet.program().run("drift").exits(0).out()).startsWith("No drift.");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            assertThat(fleet.host("dorn").run("systemctl is-enabled wg-quick@wg0.service").out())
                    .isEqualTo("enabled\n");
            fleet.everyPairPings("alder", "birch", "cedar", "dorn");
        }
    }

    @Test
    void aSpecThatMovedOnIsNoDriftAndAHostOutOfReachIsNotClean() {
        try (Fleet fleet = four()) {
            everything(fleet);
            fleet.apply().exits(0);

            everything(fleet, "port: 4501", "mtu: 1300");

            fleet.program().run("plan", "--detailed-exitcode").exits(2);
            fleet.program().run("drift").exits(0);
            fleet.host("alder").run("wg set wg0 listen-port 4502").orThrow();
            assertThat(fleet.program().run("drift", "--host", "alder").exits(2).out())
                    .contains("~ port: applied 51820, kernel 4502, spec 4501");

            fleet.write("mesh.yaml",
                    fleet.read("mesh.yaml").replace(fleet.host("cedar").sshAddress() + ",", "127.9.9.9,"));
            assertThat(fleet.program().run("drift").exits(4).out()).contains("? cedar", "unreachable: ",
                    "1 host could not be compared.");
            fleet.write("known_hosts", "");
            fleet.program().run("drift", "--host", "birch").exits(8);
        }
    }

    @Test
    void aTunnelMadeByHandIsTakenOverOnlyWhenAsked() {
        try (Fleet fleet = Fleet.start(folder, "adopt", lab -> lab.linux("alder").openBsd("birch"))) {
            LabHost alder = fleet.host("alder");
            alder.put(CONF, "0600", """
                    [Interface]
                    SaveConfig = true
                    PrivateKey = %s
                    Address = 10.200.0.1/24
                    """.formatted(alder.run("wg genkey").orThrow().strip()));
            alder.run("wg-quick up wg0").orThrow();
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));
            String before = alder.run("cat " + CONF).orThrow();

            Program.Run refused = fleet.apply().exits(7);

            assertThat(refused.out()).contains("! /etc/wireguard/wg0.conf was not written by mesh and is replaced",
                    "has SaveConfig = true");
            assertThat(alder.run("cat " + CONF).orThrow()).isEqualTo(before);
            assertThat(alder.run("ls /etc/mesh").ok()).isFalse();

            fleet.apply("--overwrite-foreign").exits(0);

            assertThat(alder.run("cat /etc/mesh/wg0/before" + CONF).orThrow()).isEqualTo(before);
            fleet.program().run("drift").exits(0);
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            alder.reboot();
            fleet.everyPairPings("alder", "birch");
        }
    }
}
