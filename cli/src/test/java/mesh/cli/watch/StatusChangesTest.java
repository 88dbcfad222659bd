// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.List;
import java.util.Optional;

import mesh.cli.status.StatusDocument;
import mesh.cli.view.Palette;

import org.junit.jupiter.api.Test;

import static mesh.cli.watch.Seen.at;
import static mesh.cli.watch.Seen.by;
import static mesh.cli.watch.Seen.peer;
import static mesh.cli.watch.Seen.round;
import static mesh.cli.watch.Seen.routing;
import static mesh.cli.watch.Seen.silent;
import static mesh.cli.watch.Seen.up;
import static org.assertj.core.api.Assertions.assertThat;

class StatusChangesTest {
    private static List<String> between(StatusDocument before, StatusDocument after) {
        return StatusChanges.between(before, after).stream().map(change -> change.line(Palette.PLAIN)).toList();
    }

    @Test
    void aHostThatFallsSilentAndOneThatComesBackAreSaidOnceEach() {
        assertThat(between(round(up("nas", peer("pi4", "connected")), silent("web")),
                round(silent("nas"), up("web", peer("pi4", "connected")))))
                .containsExactly("! nas: went silent: no answer", "+ web: answers again, and is up");
    }

    @Test
    void aPairThatGoesByRelayIsSaidOnceWhereBothEndsSeeIt() {
        assertThat(between(round(up("nas", by("pi4", "direct")), up("pi4", by("nas", "direct"))),
                round(up("nas", by("pi4", "relay")), up("pi4", by("nas", "relay")))))
                .containsExactly("! nas <-> pi4: by relay web now: no endpoint answers");
    }

    @Test
    void aPairThatGoesDirectIsSaidOfTheEndThatSeesItAlone() {
        assertThat(between(round(up("nas", by("pi4", "trial")), up("pi4", by("nas", "trial"))),
                round(up("nas", by("pi4", "direct")), up("pi4", by("nas", "trial")))))
                .containsExactly("+ nas -> pi4: direct now");
    }

    @Test
    void trafficAgesAndRoundTripsAreNoChange() {
        assertThat(between(round(up("nas", at("pi4", "203.0.113.9:51820"))),
                round(up("nas", peer("pi4", "connected"))))).isEmpty();
    }

    @Test
    void aPeerThatCallsFromElsewhereIsAChangeUnlessAnAgentMovesItsEndpoint() {
        assertThat(between(round(up("nas", at("pi4", "203.0.113.9:51820"), by("web", "direct"))),
                round(up("nas", at("pi4", "198.51.100.7:1024"), by("web", "direct")))))
                .containsExactly("~ nas -> pi4: endpoint is 198.51.100.7:1024 now");
    }

    @Test
    void strangersAndMissingPeersAreWorseAndHandshakesAreBetter() {
        assertThat(between(round(up("nas", peer("a", "connected"), peer("b", "never"), peer("c", "connected"))),
                round(up("nas", peer("a", "missing"), peer("b", "connected"), peer("c", "idle"),
                        peer("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=", "foreign")))))
                .containsExactly("! nas -> a: is not configured any more", "+ nas -> b: connected",
                        "~ nas -> c: idle, no handshake for three minutes",
                        "! nas -> hSDwCYkw…: is a new peer that is not of this mesh");
    }

    @Test
    void whoHasANetworkAndWhetherAnAgentRunsAreFollowed() {
        assertThat(between(round(routing("web", Optional.of("nas"), "running")),
                round(routing("web", Optional.of("pi4"), "stopped"))))
                .containsExactly("! web: agent is stopped, was running",
                        "~ web: 192.168.1.0/24 by pi4, was by nas");
        assertThat(between(round(routing("web", Optional.of("pi4"), "stopped")),
                round(routing("web", Optional.empty(), "running"))))
                .containsExactly("+ web: agent is running, was stopped",
                        "! web: 192.168.1.0/24 by nobody, was by pi4");
    }

    @Test
    void hostsThatJoinOrLeaveTheSpecAreSaid() {
        assertThat(between(round(up("nas"), up("old")), round(up("nas"), up("web"))))
                .containsExactly("~ web: is new here, up", "~ old: is no longer looked at");
    }
}
