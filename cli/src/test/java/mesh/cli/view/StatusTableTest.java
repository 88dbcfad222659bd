// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.Optional;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.AgentWay;
import mesh.cli.status.StatusDocument.HostNotice;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.RouteStatus;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTableTest {
    @Test
    void drawsABlockAHostAndALineAPeer() {
        HostStatus up = new HostStatus("do1", "up", "", "wg0", List.of("100.64.0.1", "fd00::1"), 3,
                List.of(new PeerStatus("li1", "connected", Optional.of("203.0.113.9:51820"), Optional.of(12L),
                        1_500_000, 820),
                        new PeerStatus("pi4", "missing", Optional.empty(), Optional.empty(), 0, 0),
                        new PeerStatus("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=", "foreign", Optional.empty(),
                                Optional.empty(), 0, 0),
                        new PeerStatus("li1.next", "next", Optional.empty(), Optional.empty(), 0, 0)),
                List.of(new HostNotice("key-due", "its key is of 2026-08-01 and due for rotation")), Optional.empty(),
                List.of(new RouteStatus(List.of("192.168.1.0/24"), Optional.of("pi4"), List.of("li1", "pi4"))),
                Optional.empty());
        HostStatus gone = new HostStatus("li1", "unreachable", "no answer from 203.0.113.9:22", "wg0", List.of(), 0,
                List.of(), List.of());

        String text = new StatusTable(Palette.PLAIN)
                .draw(new StatusDocument("1.1", "homelab", List.of(up, gone), List.of("old")));

        assertThat(text).isEqualTo("""
                do1  up  wg0  100.64.0.1  fd00::1  generation 3
                  peer       state      handshake  received  sent   endpoint
                  li1        connected  12 s ago   1.4 MiB   820 B  203.0.113.9:51820
                  pi4        missing    -          -         -      -
                  hSDwCYkw…  foreign    -          0 B       0 B    -
                  li1.next   next       -          0 B       0 B    -
                  192.168.1.0/24 by pi4, not the preferred li1
                  ! its key is of 2026-08-01 and due for rotation

                li1  unreachable  no answer from 203.0.113.9:22

                old  still configured itself  left the mesh; 'mesh apply' removes what it has

                2 hosts: 1 up, 1 unreachable. 1 of 3 tunnel ends connected.
                """);
    }

    @Test
    void tellsHowPacketsTravelWhoseWayAnAgentFinds() {
        HostStatus host = new HostStatus("nas", "up", "", "wg0", List.of("100.64.0.1"), 3,
                List.of(served("pi4", new AgentWay("direct", Optional.empty(), Optional.of("198.51.100.7:40000"),
                        Optional.of(12.34), 300, "")),
                        served("laptop",
                                new AgentWay("relay", Optional.of("do1"), Optional.empty(), Optional.empty(), 3,
                                        "its router gives each address another port"))),
                List.of(), Optional.empty(), List.of(), Optional.of("running"));

        String text = new StatusTable(Palette.PLAIN)
                .draw(new StatusDocument("1.4", "homelab", List.of(host), List.of()));

        assertThat(text).contains("  198.51.100.7:40000, direct for 5 min, 12.3 ms\n",
                "  by relay do1 for 3 s: its router gives each address another port\n", "  agent running\n")
                .doesNotContain("127.0.0.1");
    }

    private static PeerStatus served(String name, AgentWay way) {
        return new PeerStatus(name, "connected", Optional.of("127.0.0.1:41000"), Optional.of(12L), 1, 1,
                Optional.of(way));
    }
}
