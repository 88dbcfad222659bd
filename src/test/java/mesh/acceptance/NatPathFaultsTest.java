// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import mesh.lab.LabHost;
import mesh.lab.LabRouter;
import mesh.lab.nat.LivePair;
import mesh.lab.nat.NetworkKind;

/** What goes wrong between two hosts. */
class NatPathFaultsTest extends NatFaultScene {

    @Test
    void aPathThatDiesSilentlyIsLeftForTheRelay() {
        LabHost host = host(NetworkKind.PORT_PRESERVING, false).host();
        try (LivePair pair = direct()) {
            try {
                within(PATH_DIES, "a path dies silently", pair.outage(host.faults()::cutMesh), pair);
                pair.awaitRelay();
            } finally {
                host.faults().healMesh();
            }
            pair.awaitDirect();
        }
    }

    @Test
    void aPathThatDiesInOneDirectionIsLeftByBoth() {
        LabRouter router = scene.router(NetworkKind.PORT_PRESERVING, false);
        try (LivePair pair = direct()) {
            try {
                within(PATH_DIES, "a path dies in one direction", pair.outage(() -> router.run("nft add table inet dead"
                        + " && nft 'add chain inet dead on { type filter hook forward priority -10; }'"
                        + " && nft add rule inet dead on iifname wan meta l4proto udp drop").orThrow()), pair);
                pair.awaitRelay();
            } finally {
                router.run("nft delete table inet dead").orThrow();
            }
            pair.awaitDirect();
        }
    }

    @Test
    void bothGoBackToTheRelayInOrder() {
        LabHost host = host(NetworkKind.ENDPOINT_INDEPENDENT, true).host();
        try (LivePair pair = direct()) {
            int before = pair.lost();
            // Nobody answers the agents inside the tunnel, and everything else passes.
            host.run("nft add table inet mute && nft 'add chain inet mute out { type filter hook output priority 0; }'"
                    + " && nft add rule inet mute out oifname wg0 udp dport 51819 drop").orThrow();
            try {
                tell("both go back to the relay in order", pair.outage(pair::awaitRelay), pair);
                assertThat(pair.lost() - before).as("lost, %s", pair.logs()).isZero();
            } finally {
                host.run("nft delete table inet mute").orThrow();
            }
        }
    }

    @Test
    void aNatGivesAnotherPortAndTheOtherSideFollows() {
        rebound("another port, the other side an address cone", direct());
    }

    @Test
    void aNatGivesAnotherPortAndTheOtherSideLetsInOnlyWhomItAsked() {
        rebound("another port, the other side lets in whom it asked", directByAsking());
    }

    private static void rebound(String what, LivePair started) {
        LabRouter router = scene.router(NetworkKind.PORT_PRESERVING, false);
        try (LivePair pair = started) {
            String before = pair.endpointOfFirst();
            within(PATH_DIES, what, pair.outage(router::rebind), pair);
            pair.awaitFirstMovedFrom(before);
            assertThat(pair.endpointOfFirst()).startsWith(router.address() + ":");
            assertThat(pair.addressesUsed()).hasSize(2);
        } finally {
            router.forgetMappings();
        }
    }

    @Test
    void aNatComesBackWithAnotherAddressAndThePairIsDirectAgain() {
        LabRouter router = scene.router(NetworkKind.ENDPOINT_INDEPENDENT, true);
        try (LivePair pair = direct()) {
            String before = pair.endpointOfSecond();
            within(PATH_DIES, "a NAT has another address", pair.outage(router::changeAddress), pair);
            pair.awaitSecondMovedFrom(before);
            assertThat(pair.endpointOfSecond()).startsWith(router.address() + ":").isNotEqualTo(before);
            assertThat(pair.addressesUsed()).containsExactlyInAnyOrder(router.address(), before.split(":")[0],
                    scene.outside(NetworkKind.PORT_PRESERVING, false));
        }
    }

    @Test
    void aHostGetsAnotherAddress() {
        LabHost host = host(NetworkKind.PORT_PRESERVING, false).host();
        String old = host.address();
        String network = old.substring(0, old.lastIndexOf('.'));
        String change = "ip addr del %s/24 dev eth0 && ip addr add %s/24 dev eth0 && ip route replace default via "
                + network + ".1";
        try (LivePair pair = direct()) {
            String before = pair.endpointOfFirst();
            within(ADDRESS_CHANGES, "a host has another address",
                    pair.outage(() -> host.run(change.formatted(old, network + ".99")).orThrow()), pair);
            pair.awaitFirstMovedFrom(before);
            assertThat(pair.addressesUsed()).hasSize(2);
        } finally {
            host.run(change.formatted(network + ".99", old)).orThrow();
            scene.router(NetworkKind.PORT_PRESERVING, false).forgetMappings();
        }
    }
}
