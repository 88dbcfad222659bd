// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.drift.DriftDocument;
import mesh.drift.DriftDocument.Counts;
import mesh.drift.DriftDocument.Host;
import mesh.drift.DriftDocument.Item;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HumanDriftViewTest {
    private static final String KEY = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";
    private static final Item EDITED = new Item("file-edited", "~", "file", "/etc/wireguard/wg0.conf", "1", "2", "1",
            "file /etc/wireguard/wg0.conf: edited by hand",
            "--- /etc/wireguard/wg0.conf\n+++ /etc/wireguard/wg0.conf\n@@ -1,2 +1,2 @@\n [Interface]\n-MTU = 1420\n"
                    + "+MTU = 1280\n");
    private static final Item FOREIGN = item("+", "peer " + KEY
            + ": a key that no node has or had, allowed ips 10.97.0.77/32 fd00:97::77/128");
    private static final Item MOVED = item("~",
            "peer web1 allowed ips: applied 10.0.0.2/32, kernel 10.0.0.2/32 10.9.0.0/16");
    private static final Item GONE = item("-", "address 10.0.0.1/24: not there");
    private static final Host DRIFTED = host("alder", "drifted", "", EDITED, GONE, MOVED, FOREIGN);
    private static final Host CLEAN = host("birch", "clean", "");
    private static final Host FRESH = host("dorn", "never-applied", "");
    private static final Host AWAY = host("cedar", "unreachable", "no answer from 192.0.2.9:22");

    private static Item item(String symbol, String text) {
        return new Item("kind", symbol, "kernel", "subject", "", "", "", text, "");
    }

    private static Host host(String name, String state, String detail, Item... items) {
        return new Host(name, state, detail, "linux", "wg-quick", "wg0", 3, "2026-11-20T22:15:00Z", "anna@laptop",
                List.of(items), List.of());
    }

    private static String draw(Palette palette, Counts counts, Host... hosts) {
        return new HumanDriftView(palette, 80).draw(new DriftDocument("1.0", "m", counts, List.of(hosts)));
    }

    @Test
    void showsEachDifferenceAndWhatItComesTo() {
        assertThat(draw(Palette.PLAIN, new Counts(1, 1, 1, 1), DRIFTED, CLEAN, AWAY, FRESH)).isEqualTo("""
                ~ alder  linux, wg-quick, wg0
                    as of generation 3, applied 2026-11-20T22:15:00Z by anna@laptop
                    ~ file /etc/wireguard/wg0.conf: edited by hand
                        @@ -1,2 +1,2 @@
                         [Interface]
                        -MTU = 1420
                        +MTU = 1280
                    - address 10.0.0.1/24: not there
                    ~ peer web1 allowed ips: applied 10.0.0.2/32, kernel 10.0.0.2/32 10.9.0.0/16
                    + peer hSDwCYkw…: a key that no node has or had, allowed ips 10.97.0.77/32
                        fd00:97::77/128

                ? cedar  linux, wg-quick, wg0
                    unreachable: no answer from 192.0.2.9:22

                  As they were left: birch

                  Never applied: dorn

                Drift on 1 of 3 hosts: 4 differences. 1 host could not be compared.
                """);
    }

    @Test
    void saysTheSameInColour() {
        Counts counts = new Counts(1, 1, 0, 1);
        String coloured = draw(new Palette(true), counts, DRIFTED, CLEAN, AWAY);
        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(draw(Palette.PLAIN, counts, DRIFTED, CLEAN, AWAY));
    }

    @Test
    void whatIsWorthKnowingIsSaidAndCountsForNothing() {
        Host noted = new Host("birch", "clean", "", "linux", "wg-quick", "wg0", 3, "2026-11-20T22:15:00Z",
                "anna@laptop", List.of(), List.of("/etc/x.conf changes what wg-quick@wg0.service does"));
        assertThat(draw(Palette.PLAIN, new Counts(1, 0, 0, 0), noted)).isEqualTo("""
                  ! birch: /etc/x.conf changes what wg-quick@wg0.service does

                No drift. 1 host is as it was left.
                """);
    }

    @Test
    void saysInALineThatNothingDrifted() {
        assertThat(draw(Palette.PLAIN, new Counts(1, 0, 0, 0), CLEAN))
                .isEqualTo("No drift. 1 host is as it was left.\n");
        assertThat(draw(Palette.PLAIN, new Counts(0, 0, 1, 0), FRESH))
                .isEqualTo("Nothing was ever applied here.\n");
        assertThat(draw(Palette.PLAIN, new Counts(0, 0, 0, 1), AWAY))
                .endsWith("\n\nNothing is known. 1 host could not be compared.\n");
    }
}
