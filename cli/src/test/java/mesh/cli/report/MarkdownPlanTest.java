// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;
import java.util.stream.IntStream;

import mesh.cli.view.PlanSample;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownPlanTest {
    /** What GitHub takes as a comment, in characters. */
    private static final int MOST = 65_536;

    private static final List<AccessLine> ACCESS = List.of(
            new AccessLine("+", List.of("group:admins"), List.of("db1"), "nothing", "tcp:22", ""),
            new AccessLine("-", List.of("any"), List.of("web"), "any", "nothing", ""));

    @Test
    void saysWhoGainsAndLosesThenFoldsEachHost() {
        assertThat(MarkdownPlan.write(PlanSample.with(PlanSample.everything(), ACCESS))).isEqualTo(
                """
                        <!-- mesh plan: test -->
                        ### mesh `test`

                        **Plan: 1 host to create, 1 to change, 1 to remove. 1 unchanged. 1 left alone.** Compared with live.

                        | access | from | to | before | after |
                        | :-: | --- | --- | --- | --- |
                        | ➕ gained | group:admins | db1 | nothing | tcp:22 |
                        | ➖ lost | any | web | any | nothing |

                        Without a path:

                        - epsilon - home: both are behind NAT

                        <details><summary><b>+ alpha</b> is set up</summary>

                        ```diff
                        + interface wg0 (port 51820, mtu 1420, key hSDwCYkw…)
                        + address 100.64.0.1/24
                        + peer beta: key hSDwCYkw…, allowed ips 100.64.0.2/32, fd00::2/128, endpoint 203.0.113.2:51820, keepalive 25 s
                        + file /etc/hostname.wg0
                        + file /etc/mesh/wg0/psk/beta (secret)
                        ```

                        </details>
                        <details><summary><b>&#126; beta</b> in place, sessions go on: the port moves, sessions go on: peers learn it from the next packet</summary>

                        ```diff
                        ! port 51820 -> 4501
                        ! file /etc/wireguard/wg0.conf
                        @@ -1,2 +1,2 @@
                         [Interface]
                        -ListenPort = 51820
                        +ListenPort = 4501
                        ```

                        </details>
                        <b>? delta</b> is left alone: no answer from 192.0.2.9:22<br>
                        <details><summary><b>- gamma</b> leaves the mesh: wg0 goes down for good</summary>

                        ```diff
                        - interface wg0 is taken down
                        - file /etc/hostname.wg0
                        ```

                        </details>
                        """);
    }

    @Test
    void countsAreLinesThatCiServicesTakeAsOutputs() {
        assertThat(PlanFormat.COUNTS.write(PlanSample.with(PlanSample.everything(), ACCESS))).isEqualTo("""
                add=1
                change=1
                remove=1
                unchanged=1
                unknown=1
                access_gained=1
                access_lost=1
                access_changed=0
                """);
    }

    @Test
    void aPlanOfAThousandHostsFitsInAComment() {
        List<ChangeLine> peers = IntStream.range(0, 100)
                .mapToObj(i -> PlanSample.line("peer-add", "+", "h" + i, "peer h" + i + ": key and allowed ips"))
                .toList();
        List<Host> hosts = IntStream.range(0, 1000)
                .mapToObj(i -> PlanSample.host("host" + i, "create", "+", "none", "", peers, List.of())).toList();
        List<AccessLine> access = IntStream.range(0, 1000)
                .mapToObj(i -> new AccessLine("+", List.of("host" + i), List.of("db"), "nothing", "any", "")).toList();

        String text = MarkdownPlan
                .write(PlanSample.with(PlanSample.plan(new Counts(1000, 0, 0, 0, 0), hosts, List.of()),
                        access));

        assertThat(text.length()).isBetween(MarkdownPlan.ROOM - 10_000, MOST);
        assertThat(text).contains("\nand 900 more\n", "<b>+ host0</b>", "Its changes have no room here.")
                .containsPattern("\nNo room was left for \\d+ more hosts: host\\d+, .* and \\d+ more\\.\n$");
    }

    @Test
    void aFileThatEndsABlockEndsItNotHere() {
        FileChange file = new FileChange("/etc/wireguard/wg0.conf", "update", "0600", "root", false, "id", "x",
                "---\n+++\n+````\n+</details><script>\n");
        Host host = PlanSample.host("beta", "update", "~", "in-place", "<b>@everybody</b>", List.of(), List.of(file));
        PlanDocument plan = PlanSample.plan(new Counts(0, 1, 0, 0, 0), List.of(host), List.of());

        assertThat(MarkdownPlan.write(plan)).contains("\n`````diff\n", "\n`````\n",
                "&lt;b&gt;&#64;everybody&lt;/b&gt;");
    }
}
