// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.stream.IntStream;

import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HumanPlanViewTest {
    @Test
    void drawsABlockForEveryHostThatChangesAndSumsUp() {
        String text = new HumanPlanView(Palette.PLAIN, 80).draw(PlanSample.everything());

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
        String coloured = new HumanPlanView(new Palette(true), 80).draw(PlanSample.everything());

        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(new HumanPlanView(Palette.PLAIN, 80).draw(PlanSample.everything()));
    }

    @Test
    void namesManyNewPeersInsteadOfDescribingThem() {
        List<ChangeLine> peers = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> PlanSample.line("peer-add", "+", "h" + i, "peer h" + i + ": key " + PlanSample.KEY))
                .toList();
        PlanDocument plan = PlanSample.plan(new Counts(1, 0, 0, 0, 0),
                List.of(PlanSample.host("alpha", "create", "+", "none", "", peers, List.of())),
                List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan)).contains("    + 9 peers: h1, h2, h3,")
                .doesNotContain("hSDw");
    }

    @Test
    void saysThatAnInterfaceSomebodyTookAwayComesUpAgain() {
        PlanDocument plan = PlanSample.plan(new Counts(0, 1, 0, 0, 0),
                List.of(PlanSample.host("alpha", "update", "~", "none", "",
                        List.of(PlanSample.line("interface-create", "+", "wg0", "interface wg0 (port 51820)")),
                        List.of())),
                List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan)).contains("    the interface comes up\n")
                .doesNotContain("nothing that runs changes");
    }

    @Test
    void saysOnceThatNothingChanges() {
        PlanDocument plan = PlanSample.plan(new Counts(0, 0, 0, 1, 0), List.of(PlanSample.SAME), List.of());

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan))
                .isEqualTo("No changes. 1 host is as the spec says.\n");
    }

    @Test
    void saysWhoGainsAndWhoLosesAccess() {
        PlanDocument quiet = PlanSample.plan(new Counts(0, 0, 0, 1, 0), List.of(PlanSample.SAME), List.of());
        List<AccessLine> access = List.of(
                new AccessLine("+", List.of("group:admins"), List.of("db1"), "nothing", "tcp:22",
                        "group:admins → db1: tcp:22"),
                new AccessLine("-", List.of("any"), List.of("web"), "any", "nothing", "any → web: any"));
        PlanDocument plan = PlanSample.with(quiet, access);

        assertThat(new HumanPlanView(Palette.PLAIN, 80).draw(plan)).isEqualTo("""
                Access:
                  + group:admins → db1: tcp:22
                  - any → web: any

                No changes. 1 host is as the spec says.
                """);
    }

}
