// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.Optional;

import mesh.cli.explain.ExplainDocument;
import mesh.cli.explain.ExplainDocument.Allows;
import mesh.cli.explain.ExplainDocument.End;
import mesh.cli.explain.ExplainDocument.HostMtu;
import mesh.cli.explain.ExplainDocument.Live;
import mesh.cli.explain.ExplainDocument.LiveEnd;
import mesh.cli.explain.ExplainDocument.LiveRoute;
import mesh.cli.explain.ExplainDocument.Ping;
import mesh.cli.explain.ExplainDocument.Ranked;
import mesh.cli.explain.ExplainDocument.Sends;
import mesh.cli.explain.ExplainDocument.Unread;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainViewTest {
    private static final ExplainDocument THROUGH_A_HUB = new ExplainDocument("1.0", "home", "pi4", "nas", "hub",
            Optional.of("do1"), "neither can call the other: pi4 and nas are behind NAT",
            List.of(new End("pi4", "do1", Optional.of("203.0.113.7:51820"), Optional.of("its endpoint for everybody"),
                    Optional.of(25)), new End("do1", "pi4", Optional.empty(), Optional.empty(), Optional.of(0))),
            List.of(new Sends("pi4", "do1", List.of("100.64.0.3/32")),
                    new Sends("nas", "do1", List.of("100.64.0.4/32", "192.168.1.0/24"))),
            List.of(new Ranked("pi4", List.of("192.168.1.0/24"), List.of("nas", "do1"))),
            List.of(new HostMtu("pi4", 1380), new HostMtu("do1", 1420)), Optional.of(1380),
            List.of(new Allows("pi4", "nas", "tcp:22, icmp", List.of("policy.rules[0]", "policy.rules[2]")),
                    new Allows("nas", "pi4", "nothing", List.of())),
            List.of("an endpoint of pi4 without a site", "an endpoint of nas without a site"), Optional.empty());

    private static String draw(ExplainDocument found) {
        return new ExplainView(Palette.PLAIN, 80).draw(found);
    }

    @Test
    void saysHowAndWhyAndWhatWouldMakeItDirect() {
        assertThat(draw(THROUGH_A_HUB)).isEqualTo("""
                pi4 - nas: through do1
                  why       neither can call the other: pi4 and nas are behind NAT
                  way       pi4 calls do1 at 203.0.113.7:51820, its endpoint for everybody;
                              keepalive every 25 s
                            do1 waits for pi4 to call
                  sends     pi4 to nas by do1: 100.64.0.3/32
                            nas to pi4 by do1: 100.64.0.4/32, 192.168.1.0/24
                  routes    pi4 reaches 192.168.1.0/24 by the first of nas, do1 that is alive
                  allows    pi4 to nas: tcp:22, icmp, by policy.rules[0], policy.rules[2]
                            nas to pi4: nothing
                  mtu       1380 on pi4, 1420 on do1; packets up to 1380 bytes pass
                  direct by an endpoint of pi4 without a site
                            an endpoint of nas without a site
                """);
    }

    @Test
    void saysWhatTheHostsSay() {
        Live live = new Live(
                List.of(new LiveEnd("pi4", "do1", "connected", Optional.of("203.0.113.7:51820"), Optional.of(12L), 2048,
                        100, Optional.empty()),
                        new LiveEnd("do1", "pi4", "missing", Optional.empty(), Optional.empty(), 0, 0,
                                Optional.empty())),
                List.of(new LiveRoute("pi4", List.of("192.168.1.0/24"), Optional.of("do1"))),
                List.of(new Unread("nas", "no route to host")),
                Optional.of(new Ping("pi4", "100.64.0.3", 3, 2, Optional.of(0.44))));

        assertThat(draw(THROUGH_A_HUB.with(live))).startsWith(draw(THROUGH_A_HUB)).endsWith("""

                  end         state      handshake  received  sent   endpoint
                  pi4 to do1  connected  12 s ago   2.0 KiB   100 B  203.0.113.7:51820
                  do1 to pi4  missing    -          -         -      -
                  pi4 has 192.168.1.0/24 by do1
                  nas says nothing: no route to host
                  ping from pi4 to 100.64.0.3: 2 of 3 answered, 0.4 ms
                """);
    }

    @Test
    void aPairWithoutAWayHasOnlyReasons() {
        ExplainDocument none = new ExplainDocument("1.0", "home", "pi4", "phone", "none", Optional.empty(), "no hub",
                List.of(), List.of(), List.of(), List.of(), Optional.empty(), List.of(), List.of(),
                Optional.empty());

        assertThat(draw(none)).isEqualTo("pi4 - phone: no path\n  why       no hub\n");
    }

    @Test
    void colourAddsNoWords() {
        assertThat(new ExplainView(new Palette(true), 80).draw(THROUGH_A_HUB)).contains("\u001b[")
                .satisfies(coloured -> assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                        .isEqualTo(draw(THROUGH_A_HUB)));
    }
}
