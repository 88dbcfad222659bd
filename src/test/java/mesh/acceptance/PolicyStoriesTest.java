// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** Real packets pass where the policy's evaluator says so, and nowhere else. */
class PolicyStoriesTest {
    private static final String OPEN = "mesh: rules\nnetwork: {ipv4: 10.93.0.0/24}\n";
    private static final String ONE = OPEN + """
            policy:
              rules:
                - {from: web, to: db, allow: ['tcp:4001', 'udp:5000-5001']}
                - {from: any, to: web, allow: ['tcp:4002', icmp]}
                - {from: db, to: ops, allow: udp}
            """;
    private static final String OTHER = OPEN + """
            policy:
              rules:
                - {from: [db, ops], to: [web, db], allow: [icmp, 'tcp:4000-4001']}
                - {from: web, to: ops, allow: any}
            """;
    /** A tunnel that somebody else set up, with a file, a peer, an address, a route, a filter of its own. */
    private static final String STRANGER = """
            umask 077
            cat >/etc/wireguard/wgx.conf <<EOF
            [Interface]
            PrivateKey = $(wg genkey)
            ListenPort = 51999
            Address = 10.99.0.1/24
            [Peer]
            PublicKey = $(wg genkey | wg pubkey)
            PresharedKey = $(wg genpsk)
            AllowedIPs = 10.99.0.2/32, 10.98.0.0/16
            PersistentKeepalive = 25
            EOF
            wg-quick up wgx
            """;
    private static final String LOOK = "nft list table inet other; wg showconf wgx; ip -o address show dev wgx | sed 's/ tentative//';"
            + " ip route show dev wgx; cat /etc/wireguard/wgx.conf; ls -l /etc/wireguard/wgx.conf; cat /sys/class/net/wgx/ifindex";
    private static final List<String> NAMES = List.of("web", "db", "ops");
    /** What somebody else's firewall on the host may look like. */
    private static final String FOREIGN = """
            table inet other {
                set friends { type ipv4_addr; elements = { 192.0.2.1 } }
                chain input { type filter hook input priority 10; policy accept; ip saddr @friends drop; }
            }
            """;

    private static final String PF = "cat /etc/pf.conf; stat -f '%Lp %Su:%Sg' /etc/pf.conf; pfctl -s rules";

    @TempDir
    Path folder;

    @Test
    void packetsPassExactlyWhereThePolicySays() {
        try (Fleet fleet = Fleet.start(folder, "policy", lab -> lab.linux("web").linux("db").openBsd("ops"))) {
            LabHost db = fleet.host("db");
            db.run("nft -f -", FOREIGN).orThrow();
            db.run(STRANGER).orThrow();
            String foreign = db.run(LOOK).orThrow();
            LabHost ops = fleet.host("ops");
            String pf = ops.run(PF).orThrow();
            NAMES.forEach(name -> PacketMatrix.listen(fleet.host(name), ""));

            spec(fleet, OPEN);
            fleet.apply().exits(0);
            PacketMatrix matrix = matrix(fleet);
            assertThat(matrix.holds(fleet)).containsOnly("yes");

            spec(fleet, ONE);
            assertThat(fleet.applyTwice().out()).contains("+ firewall table inet mesh_wg0",
                    "+ firewall anchor mesh_wg0", "Access:",
                    "~ web → db: any becomes tcp:4001, udp:5000-5001", "- ops → db: any");
            assertThat(fleet.program().run("plan").out()).doesNotContain("Access:");
            assertThat(matrix.holds(fleet)).contains("yes", "no");

            spec(fleet, OTHER);
            assertThat(fleet.apply().exits(0).out()).contains("+ ops → db: tcp:4000-4001, icmp");
            assertThat(matrix.holds(fleet)).contains("yes", "no");
            assertThat(db.run(LOOK).orThrow()).isEqualTo(foreign);

            spec(fleet, OPEN);
            fleet.applyTwice();
            assertThat(db.run("nft list tables").orThrow()).isEqualTo("table inet other\n");
            assertThat(ops.run("pfctl -a mesh_wg0 -s rules; " + PF)
                    .orThrow()).isEqualTo(pf);

            fleet.spec(OPEN, fleet.callable("web"), fleet.callable("ops"));
            fleet.apply("--allow-destroy").exits(0);
            assertThat(db.run("wg show interfaces").orThrow()).isEqualTo("wgx\n");
            assertThat(db.run(LOOK).orThrow()).isEqualTo(foreign);
        }
    }

    private static void spec(Fleet fleet, String head) {
        fleet.spec(head, NAMES.stream().map(name -> fleet.callable(name)).toArray(String[]::new));
    }

    private static PacketMatrix matrix(Fleet fleet) {
        return new PacketMatrix(NAMES.stream().map(name -> PacketMatrix.Place.member(fleet, name)).toList());
    }
}
