// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** Three hosts that somebody set up by hand are asked, planned and taken over while packets go on. */
class ImportStoriesTest {
    /** By which systemd-networkd would set the interface up as well, at a boot. */
    private static final String STRAY = "/etc/systemd/network/20-vpn.network";

    @TempDir
    Path folder;

    @Test
    void aMeshSetUpByHandIsTakenOverWithoutAPingLost() {
        try (Fleet fleet = Fleet.start(folder, "import", lab -> lab.linux("alpha").linux("beta").openBsd("gamma"))) {
            HandMade made = HandMade.on(fleet);
            LabHost gamma = fleet.host("gamma");
            Map<String, String> before = made.look();

            imports(fleet);
            LabHost alpha = fleet.host("alpha");
            alpha.run("mkdir -p /etc/systemd/network && printf '[Match]\\nName=wg0\\n' >" + STRAY).orThrow();

            Program.Run plan = fleet.program().run("plan").exits(0);
            assertThat(plan.out().lines().filter(line -> line.strip().equals("nothing that runs changes")))
                    .as(plan.out())
                    .hasSize(3);
            assertThat(plan.out().replaceAll("\\s+", " ")).contains("- file " + STRAY,
                    STRAY + " was not written by mesh and sets wg0 up too");
            assertThat(plan.out()).contains("stays and gets a file of its own on the host");
            SteadyPing linux = SteadyPing.start(fleet.host("alpha"), "10.61.0.2");
            SteadyPing openBsd = SteadyPing.start(gamma, "10.61.0.1");
            assertThat(fleet.apply().exitCode()).as("without --overwrite-foreign").isEqualTo(7);
            fleet.apply("--overwrite-foreign").exits(0);
            linux.endsWithoutLoss();
            openBsd.endsWithoutLoss();

            assertThat(made.look()).isEqualTo(before);
            assertThat(alpha.run("ls " + STRAY).ok()).isFalse();
            assertThat(alpha.run("cat /etc/mesh/wg0/before" + STRAY).orThrow()).contains("Name=wg0");
            fleet.program().run("plan", "--detailed-exitcode").exits(0);
            assertThat(gamma.run("cat /etc/mesh/wg0/private.key").orThrow().strip()).isEqualTo(made.key("gamma"));
            assertThat(gamma.run("grep -c wgkey.*private.key /etc/hostname.wg0").orThrow().strip()).isEqualTo("1");
            String printed = String.join("\n", fleet.program().everythingPrinted()) + fleet.program().processesSeen()
                    + fleet.read("mesh.yaml") + fleet.read("mesh.lock");
            assertThat(printed).doesNotContain(made.keys.values());
        }
    }

    private static void imports(Fleet fleet) {
        Program.Run run = fleet.program().run("import", "--name", "taken", "--ssh-identity", fleet.identity(),
                "root@" + fleet.host("alpha").sshAddress(), "root@" + fleet.host("beta").sshAddress(),
                "root@" + fleet.host("gamma").sshAddress()).exits(0);
        assertThat(run.out()).contains("Wrote mesh.yaml and mesh.lock: 3 hosts, 0 devices, 0 external peers.",
                "Nothing was left out");
        assertThat(fleet.read("mesh.yaml")).contains("ipv4: 10.61.0.0/24", "  alpha:", "  beta:", "  gamma:");
        assertThat(fleet.read("mesh.lock")).contains("ipv4: 10.61.0.3");
        fleet.program().run("validate").exits(0);
        fleet.program().run("import", "root@" + fleet.host("alpha").sshAddress()).exits(1);
    }

    /** Three interfaces of which mesh knows nothing. */
    private record HandMade(Fleet fleet, Map<String, String> keys, Map<String, String> publicKeys) {
        private static final Map<String, String> ADDRESSES = Map.of("alpha", "10.61.0.1", "beta", "10.61.0.2", "gamma",
                "10.61.0.3");

        static HandMade on(Fleet fleet) {
            HandMade made = new HandMade(fleet, new LinkedHashMap<>(), new LinkedHashMap<>());
            LabHost tool = fleet.host("alpha");
            for (String name : ADDRESSES.keySet()) {
                made.keys.put(name, tool.run("wg genkey").orThrow().strip());
                made.publicKeys.put(name, tool.run("wg pubkey", made.key(name)).orThrow().strip());
            }
            made.quick("alpha", "beta", "gamma");
            made.quick("beta", "alpha", "gamma");
            made.hostnameIf();
            fleet.host("gamma").run("ping -c 1 -w 10 10.61.0.1 && ping -c 1 -w 10 10.61.0.2").orThrow();
            return made;
        }

        String key(String name) {
            return keys.getOrDefault(name, "");
        }

        private void quick(String name, String... others) {
            StringBuilder text = new StringBuilder("# by hand\n[Interface]\nPrivateKey = " + key(name) + "\nAddress = "
                    + ADDRESSES.get(name) + "/24\nListenPort = 51820\n");
            for (String other : others) {
                text.append("\n[Peer]\n# ").append(other).append("\nPublicKey = ").append(publicKeys.get(other))
                        .append("\nAllowedIPs = ").append(ADDRESSES.get(other)).append("/32\nEndpoint = ")
                        .append(fleet.host(other).address()).append(":51820\n");
            }
            LabHost host = fleet.host(name);
            host.put("/etc/wireguard/wg0.conf", "0600", text.toString());
            host.run("wg-quick up wg0").orThrow();
        }

        private void hostnameIf() {
            StringBuilder text = new StringBuilder("# by hand\nwgkey " + key("gamma") + "\nwgport 51820\n");
            for (String other : new String[]{"alpha", "beta"}) {
                text.append("wgpeer ").append(publicKeys.get(other)).append(" wgdescr ").append(other)
                        .append(" wgendpoint ").append(fleet.host(other).address()).append(" 51820 wgaip ")
                        .append(ADDRESSES.get(other)).append("/32\n");
            }
            LabHost gamma = fleet.host("gamma");
            gamma.put("/etc/hostname.wg0", "0640", text + "inet 10.61.0.3/24\n");
            gamma.run("sh /etc/netstart wg0").orThrow();
        }

        /** All that a user of the tunnels could notice. */
        Map<String, String> look() {
            Map<String, String> seen = new LinkedHashMap<>();
            for (String name : ADDRESSES.keySet()) {
                seen.put(name, fleet.host(name).run(name.equals("gamma")
                        ? "ifconfig wg0 | awk '$1 ~ /^(wgpubkey|wgport|wgpeer|wgaip|wgpka|inet)$/'"
                        : "wg show wg0 public-key; wg show wg0 listen-port; wg show wg0 allowed-ips | sort;"
                                + " wg show wg0 persistent-keepalive | sort; ip -o -4 addr show dev wg0")
                        .out());
            }
            return seen;
        }
    }
}
