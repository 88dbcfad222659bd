// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.stream.IntStream;

import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.MissingPair;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HumanPlanViewTest {
    private static final String KEY = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    private static final Host CREATED = host("alpha", "create", "+", "none", "", List.of(
            line("interface-create", "+", "wg0", "interface wg0 (port 51820, mtu 1420, key " + KEY + ")"),
            line("address-add", "+", "100.64.0.1/24", "address 100.64.0.1/24"),
            line("peer-add", "+", "beta", "peer beta: key " + KEY
                    + ", allowed ips 100.64.0.2/32, fd00::2/128, endpoint 203.0.113.2:51820, keepalive 25 s"),
            line("file-write", "+", "/etc/hostname.wg0", "file /etc/hostname.wg0")),
            List.of(new FileChange("/etc/hostname.wg0", "create", "0640", "wheel", false, "id", "a\nb\n", ""),
                    new FileChange("/etc/mesh/wg0/psk/beta", "create", "0600", "wheel", true, "id", "", "(secret)")));

    private static final Host CHANGED = host("beta", "update", "~", "in-place",
            "the port moves, sessions go on: peers learn it from the next packet",
            List.of(line("port", "~", "port", "port 51820 -> 4501")),
            List.of(new FileChange("/etc/wireguard/wg0.conf", "update", "0600", "root", false, "id", "x", """
                    --- /etc/wireguard/wg0.conf
                    +++ /etc/wireguard/wg0.conf
                    @@ -1,2 +1,2 @@
                     [Interface]
                    -ListenPort = 51820
                    +ListenPort = 4501
                    """)));

    private static final Host REMOVED = host("gamma", "remove", "-", "interface-down", "wg0 goes down for good",
            List.of(line("interface-remove", "-", "wg0", "interface wg0 is taken down")),
            List.of(new FileChange("/etc/hostname.wg0", "remove", "", "", false, "", "", "x")));

    private static final Host UNREAD = host("delta", "unknown", "?", "none", "no answer from 192.0.2.9:22", List.of(),
            List.of());

    private static final Host SAME = host("epsilon", "none", " ", "none", "", List.of(), List.of());

    @Test
    void drawsABlockForEveryHostThatChangesAndSumsUp() {
        String text = new HumanPlanView(Palette.PLAIN, 80).draw(everything());

        assertThat(text).isEqualTo("""
                + alpha  openbsd, hostname.if, wg0
                    is set up
                    + interface wg0 (port 51820, mtu 1420, key hSDwCYkw…)
                    + address 100.64.0.1/24
                    + peer beta: key hSDwCYkw…, allowed ips 100.64.0.2/32, fd00::2/128, endpoint
                        203.0.113.2:51820, keepalive 25 s
                    + file /etc/hostname.wg0 0640 root:wheel, 2 lines
                    + file /etc/mesh/wg0/psk/beta 0600 root:wheel (secret)

                ~ beta  openbsd, hostname.if, wg0
                    in place, sessions go on
                    the port moves, sessions go on: peers learn it from the next packet
                    ~ port 51820 -> 4501
                    ~ file /etc/wireguard/wg0.conf 0600 root:root
                        @@ -1,2 +1,2 @@
                         [Interface]
                        -ListenPort = 51820
                        +ListenPort = 4501

                ? delta  openbsd, hostname.if, wg0
                    is left alone: no answer from 192.0.2.9:22

                - gamma  openbsd, hostname.if, wg0
                    leaves the mesh
                    wg0 goes down for good
                    - interface wg0 is taken down
                    - file /etc/hostname.wg0

                  Unchanged: epsilon

                Without a path:
                  epsilon - home: both are behind NAT

                Plan: 1 host to create, 1 to change, 1 to remove. 1 unchanged. 1 left alone.
                """);
    }

    @Test
    void saysTheSameInColour() {
        String coloured = new HumanPlanView(new Palette(true), 80).draw(everything());

        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(new HumanPlanView(Palette.PLAIN, 80).draw(everything()));
    }

    @Test
    void namesManyNewPeersInsteadOfDescribingThem() {
        List<ChangeLine> peers = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> line("peer-add", "+", "h" + i, "peer h" + i + ": key " + KEY)).toList();
        PlanDocument plan = plan(new Counts(1, 0, 0, 0, 0),
                List.of(host("alpha", "create", "+", "none", "", peers, List.of())),
                List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan)).contains("    + 9 peers: h1, h2, h3,")
                .doesNotContain("hSDw");
    }

    @Test
    void saysThatAnInterfaceSomebodyTookAwayComesUpAgain() {
        PlanDocument plan = plan(new Counts(0, 1, 0, 0, 0), List.of(host("alpha", "update", "~", "none", "",
                List.of(line("interface-create", "+", "wg0", "interface wg0 (port 51820)")), List.of())), List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan)).contains("    the interface comes up\n")
                .doesNotContain("nothing that runs changes");
    }

    @Test
    void saysOnceThatNothingChanges() {
        PlanDocument plan = plan(new Counts(0, 0, 0, 1, 0), List.of(SAME), List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan))
                .isEqualTo("No changes. 1 host is as the spec says.\n");
    }

    private static PlanDocument everything() {
        return plan(new Counts(1, 1, 1, 1, 1), List.of(CREATED, CHANGED, UNREAD, REMOVED, SAME),
                List.of(new MissingPair("epsilon", "home", "both are behind NAT")));
    }

    private static PlanDocument plan(Counts counts, List<Host> hosts, List<MissingPair> missing) {
        return new PlanDocument(PlanDocument.FORMAT_VERSION, "test", "live", counts, hosts, missing);
    }

    private static Host host(String name, String action, String symbol, String impact, String detail,
            List<ChangeLine> changes, List<FileChange> files) {
        return new Host(name, action, symbol, impact, detail, "openbsd", "hostname.if", "wg0", "f", 1, "digest",
                changes,
                files, List.of());
    }

    private static ChangeLine line(String kind, String symbol, String subject, String text) {
        return new ChangeLine(kind, symbol, subject, "", "", text);
    }
}
