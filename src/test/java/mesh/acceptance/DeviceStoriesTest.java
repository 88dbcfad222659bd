// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;
import mesh.lab.NatKind;

/** A laptop behind a router, which mesh never logs in to, is given its file and reaches every host. */
class DeviceStoriesTest {
    private static final String PLAIN = """
            mesh: devices
            network: {ipv4: 10.96.0.0/24}
            """;

    private static final String OUTSIDE = "203.0.113.9";

    @TempDir
    Path folder;

    @Test
    void anExportedFileReachesAllHostsUntilTheDeviceExpires() {
        try (Fleet fleet = Fleet.start(folder, "devices",
                lab -> lab.linux("alder").openBsd("birch").linux("dorn", HostOption.withSystemd())
                        .router("cafe", NatKind.PORT_PRESERVING).linux("laptop", HostOption.behind("cafe")))) {
            fleet.host("dorn").run("ip address add " + OUTSIDE + "/32 dev lo").orThrow();
            fleet.host("alder").run("ip route add " + OUTSIDE + " via " + fleet.host("dorn").address()).orThrow();
            spec(fleet, "");
            assertThat(fleet.apply().exits(0).err()).contains("laptop has no key yet", "mesh export laptop");
            Program.Run export = fleet.program().run("export", "laptop").exits(0);
            assertThat(fleet.apply().exits(0).out()).contains("+ peer laptop");
            LabHost laptop = fleet.host("laptop");
            assertThat(export.out()).contains("DNS = 9.9.9.9\n", "0.0.0.0/0", "::/0");
            laptop.put("/etc/wireguard/home.conf", "0600", export.out().replace("DNS = 9.9.9.9\n", ""));
            assertThat(laptop.run("ping -c 1 -w 2 " + OUTSIDE).ok()).as("without the exit").isFalse();
            laptop.run("wg-quick up home").orThrow();
            laptop.run("ping -c 1 -w 10 " + OUTSIDE).orThrow();

            for (String host : new String[]{"alder", "birch", "dorn"}) {
                laptop.run("ping -c 1 -w 10 " + fleet.meshAddress(host, "ipv4")).orThrow();
                laptop.run("ping -c 1 -w 10 " + fleet.meshAddress(host, "ipv6")).orThrow();
                fleet.host(host).run("ping -c 1 -w 10 " + fleet.meshAddress("laptop", "ipv4")).orThrow();
            }
            privateKeyIsNowhereElse(fleet, export.out());

            spec(fleet, "expires: 2020-02-02");
            Program.Run expired = fleet.apply().exits(0);
            assertThat(expired.out()).contains("- peer laptop");
            assertThat(expired.err()).contains("laptop expired on 2020-02-02");
            assertThat(fleet.host("alder").run("wg show wg0 allowed-ips").orThrow())
                    .doesNotContain(fleet.meshAddress("laptop", "ipv4"));
            assertThat(laptop.run("ping -c 1 -w 2 " + fleet.meshAddress("alder", "ipv4")).ok()).isFalse();
        }
    }

    private static void privateKeyIsNowhereElse(Fleet fleet, String export) {
        String key = export.lines().filter(line -> line.startsWith("PrivateKey = ")).findFirst().orElseThrow()
                .substring("PrivateKey = ".length());
        assertThat(fleet.read("mesh.lock")).doesNotContain(key);
        for (String host : new String[]{"alder", "birch", "dorn"}) {
            assertThat(fleet.host(host).run("grep -rl '" + key + "' /etc /var /root 2>/dev/null").out()).isEmpty();
        }
    }

    private static void spec(Fleet fleet, String term) {
        fleet.spec(PLAIN, fleet.callable("alder", "exit-node: true"), fleet.callable("birch"),
                fleet.callable("dorn"),
                "devices:\n  laptop:\n    owner: Anna\n    use-exit: alder\n    dns: 9.9.9.9\n"
                        + (term.isEmpty() ? "" : "    " + term + "\n"));
    }
}
