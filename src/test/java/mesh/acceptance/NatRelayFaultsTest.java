// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import mesh.lab.nat.LivePair;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.SceneHost;
import mesh.lab.nat.SceneRelay;

/** What goes wrong with relays and STUN servers. */
class NatRelayFaultsTest extends NatFaultScene {
    /** Promised: 3 seconds of packets that go out and none that come, 5 for the relay to answer, and time to turn. */
    private static final double HALF_OPEN = 10;

    @Test
    void aRelayIsKilledAndTheOtherTakesOver() {
        try (LivePair pair = relayed().awaitAllRelays(scene)) {
            killed(pair);
            killed(pair);
        }
    }

    private static void killed(LivePair pair) {
        SceneRelay relay = pair.relayOfSecond(scene);
        try {
            within(PATH_DIES, "a relay is killed", pair.outage(relay::kill), pair);
            assertThat(pair.relayOfSecond(scene)).isNotEqualTo(relay);
        } finally {
            relay.start();
        }
        pair.awaitAllRelays(scene);
    }

    @Test
    void aRelayIsHalfOpenAndTheOtherTakesOver() {
        try (LivePair pair = relayed().awaitAllRelays(scene)) {
            SceneRelay relay = pair.relayOfSecond(scene);
            try {
                double outage = pair.outage(() -> {
                    relay.freeze();
                    pair.awaitSilence();
                });
                within(HALF_OPEN, "a relay is half open", outage, pair);
                assertThat(outage).as("without the other relay").isGreaterThan(1);
            } finally {
                relay.thaw();
            }
        }
    }

    @Test
    void withoutStunTheRelayWorksDirectPairsStayAndOthersFindEachOtherWhenItIsBack() {
        SceneHost a = host(NetworkKind.ENDPOINT_INDEPENDENT, false);
        try (LivePair before = direct()) {
            scene.relays().forEach(SceneRelay::silenceStun);
            boolean isSilent = true;
            try (LivePair without = LivePair.start(scene, a, host(NetworkKind.PORT_PRESERVING, true)).awaitRelay()) {
                int lost = before.lost();
                without.awaitSearchInVain();
                within(0.1, "no STUN, a relayed pair", without.outage(() -> {}), without);
                scene.relays().forEach(SceneRelay::letStun);
                isSilent = false;
                without.awaitDirect();
                assertThat(before.awaitDirect().lost() - lost).as("lost of the direct pair").isZero();
            } finally {
                if (isSilent) {
                    scene.relays().forEach(SceneRelay::letStun);
                }
            }
        }
    }

    @Test
    void oneStunServerIsEnough() {
        SceneRelay one = scene.relays().getFirst();
        one.silenceStun();
        try {
            direct().close();
        } finally {
            one.letStun();
        }
    }
}
