// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.ArrayList;
import java.util.List;

import mesh.cli.run.TerminalFacts.Size;
import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.view.Palette;

import org.junit.jupiter.api.Test;

import static mesh.cli.watch.Seen.by;
import static mesh.cli.watch.Seen.peer;
import static mesh.cli.watch.Seen.round;
import static mesh.cli.watch.Seen.silent;
import static mesh.cli.watch.Seen.up;
import static org.assertj.core.api.Assertions.assertThat;

class WatchScreenTest {
    private static final Size SIZE = new Size(24, 80);

    private final WatchScreen screen = new WatchScreen(Palette.PLAIN, "homelab");

    @Test
    void saysWhatChangedWithSignsThatNeedNoColour() {
        screen.read(round(up("nas", by("pi4", "direct"), peer("web", "connected")), up("pi4", by("nas", "direct")),
                up("web")), "12:00:00 UTC");
        screen.read(round(up("nas", by("pi4", "relay"), peer("web", "connected")), up("pi4", by("nas", "relay")),
                silent("web")), "12:00:05 UTC");

        assertThat(String.join("\n", screen.lines(SIZE))).isEqualTo("""
                homelab  3 hosts: 2 up, 1 unreachable. 3 of 3 tunnel ends connected.
                read at 12:00:05 UTC

                12:00:05 UTC  ! web: went silent: no answer
                12:00:05 UTC  ! nas <-> pi4: by relay web now: no endpoint answers

                ! web  unreachable  no answer

                  nas  up  wg0  100.64.0.1  generation 3
                    peer  state      handshake  received  sent   endpoint
                !   pi4   connected  12 s ago   1 B       1 B    relay web, 12.3 ms
                    web   connected  12 s ago   1.4 MiB   820 B  203.0.113.9:51820

                  pi4  up  wg0  100.64.0.1  generation 3
                    peer  state      handshake  received  sent  endpoint
                !   nas   connected  12 s ago   1 B       1 B   relay web, 12.3 ms







                q ends   r reads now""");
    }

    @Test
    void marksGoAwayWithTheNextRoundAndTheListStays() {
        screen.read(round(up("nas"), up("web")), "12:00:00 UTC");
        screen.read(round(up("nas"), silent("web")), "12:00:05 UTC");
        screen.read(round(up("nas"), silent("web")), "12:00:10 UTC");

        assertThat(screen.lines(SIZE)).contains("12:00:05 UTC  ! web: went silent: no answer",
                "  web  unreachable  no answer");
    }

    @Test
    void whatDoesNotFitIsScrolledToAndNoLineIsWiderThanTheWindow() {
        List<HostStatus> hosts = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            hosts.add(up("host" + i, by("a-peer-with-a-name-that-is-rather-long", "relay"), peer("b", "connected")));
        }
        screen.read(round(hosts.toArray(HostStatus[]::new)), "12:00:00 UTC");

        assertThat(screen.lines(SIZE)).hasSize(24).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
        assertThat(screen.lines(SIZE).getLast()).endsWith("lines 1 to 18 of 149");
        screen.scroll(Integer.MAX_VALUE);
        assertThat(screen.lines(SIZE)).anySatisfy(line -> assertThat(line).contains("host39"));
        screen.scrollPages(-1);
        assertThat(screen.lines(SIZE).getLast()).endsWith("lines 114 to 131 of 149");
        assertThat(screen.lines(new Size(3, 40))).hasSize(3)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
        screen.scroll(Integer.MIN_VALUE);
        assertThat(screen.lines(SIZE).getLast()).endsWith("lines 1 to 18 of 149");
    }

    @Test
    void whatAHostSaysNeverReachesTheTerminalAsACommand() {
        assertThat(ScreenLine.fitted("ok \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\r", 80))
                .isEqualTo("ok \u001b[31mred\u001b[0m ?]0;title? ?[2J?");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndNoneTurnsTheLineAround() {
        assertThat(ScreenLine.fitted("日本語日本語", 9)).isEqualTo("日本語…");
        assertThat(ScreenLine.fitted("日本語x", 9)).isEqualTo("日本語x");
        assertThat(ScreenLine.fitted("a\u05d0\u202eb", 80)).isEqualTo("a\\u05d0\\u202eb");
    }

    @Test
    void aLineIsCutWhereItsVisiblePartEndsAndItsColourWithIt() {
        assertThat(ScreenLine.fitted("\u001b[31m0123456789\u001b[0m", 11)).isEqualTo("\u001b[31m0123456789\u001b[0m");
        assertThat(ScreenLine.fitted("\u001b[31m0123456789\u001b[0m", 10)).isEqualTo("\u001b[31m01234567…\u001b[0m");
    }

    @Test
    void whoAnsweredAtOnceIsShownWhileOthersAreStillAsked() {
        screen.reading();
        screen.waiting(new PartialStatus(round(up("nas")), List.of("pi4")), "12:00:01 UTC");
        assertThat(screen.lines(SIZE)).contains("homelab  2 hosts: 1 up, 1 asked. 0 of 0 tunnel ends connected.",
                "reading ... no answer yet (?): pi4", "? pi4  asked  no answer yet",
                "  nas  up  wg0  100.64.0.1  generation 3");

        screen.read(round(up("nas"), up("pi4")), "12:00:02 UTC");
        assertThat(screen.lines(SIZE)).contains("read at 12:00:02 UTC", "no change since 12:00:02 UTC",
                "  pi4  up  wg0  100.64.0.1  generation 3");
    }

    @Test
    void whoIsStillAskedStaysAsItWasAndItsChangeIsToldOnceItIsKnown() {
        screen.read(round(up("nas", peer("pi4", "connected")), up("pi4")), "12:00:00 UTC");
        screen.reading();
        screen.waiting(new PartialStatus(round(up("nas", peer("pi4", "idle"))), List.of("pi4")), "12:00:06 UTC");
        assertThat(screen.lines(SIZE)).contains(
                "12:00:06 UTC  ~ nas -> pi4: idle, no handshake for three minutes",
                "? pi4  up  wg0  100.64.0.1  generation 3");

        screen.waiting(new PartialStatus(round(up("nas", peer("pi4", "idle"))), List.of("pi4")), "12:00:07 UTC");
        screen.read(round(up("nas", peer("pi4", "idle")), silent("pi4")), "12:00:15 UTC");
        assertThat(screen.lines(SIZE)).containsOnlyOnce(
                "12:00:06 UTC  ~ nas -> pi4: idle, no handshake for three minutes")
                .contains("12:00:15 UTC  ! pi4: went silent: no answer", "! pi4  unreachable  no answer")
                .anyMatch(line -> line.startsWith("~   pi4   idle"));
    }

    @Test
    void aSpecThatIsBrokenMeanwhileIsSaidAndTheTableStays() {
        screen.read(round(up("nas")), "12:00:00 UTC");
        screen.unread("spec or lock is not valid");

        assertThat(screen.lines(SIZE)).contains("! spec or lock is not valid",
                "  nas  up  wg0  100.64.0.1  generation 3");
    }
}
