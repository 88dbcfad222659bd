// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What routers do besides their NAT, told by plain packets from hosts behind them to the controller and back. */
@ExtendWith(LabRequired.class)
class RouterTraitTest {

    private static Lab lab;

    @BeforeAll
    static void start() {
        LabBuilder builder = Lab.named("traits");
        for (RouterTrait trait : RouterTrait.values()) {
            NatKind kind = trait == RouterTrait.HAIRPIN ? NatKind.FULL_CONE : NatKind.PORT_PRESERVING;
            builder.router("r" + trait.ordinal(), kind, RouterOption.with(trait));
            builder.linux(hostOf(trait), HostOption.behind("r" + trait.ordinal()));
        }
        String cgnat = "r" + RouterTrait.HAIRPIN.ordinal();
        lab = builder.router("customer", NatKind.PORT_PRESERVING, RouterOption.behind(cgnat))
                .router("neighbour", NatKind.PORT_PRESERVING, RouterOption.behind(cgnat))
                .linux("c1", HostOption.behind("customer")).linux("c2", HostOption.behind("neighbour"))
                .start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static String hostOf(RouterTrait trait) {
        return "h" + trait.ordinal();
    }

    private static LabHost host(RouterTrait trait) {
        return lab.host(hostOf(trait));
    }

    @Test
    void wireguardsTypesAreDroppedAndNothingElseIs() throws IOException {
        try (UdpWitness witness = new UdpWitness(lab, 0)) {
            for (int type = 1; type <= 4; type++) {
                assertThat(witness.hears(host(RouterTrait.DROPS_WIREGUARD), "chr(" + type + ").\"\\0\\0\\0data\""))
                        .isEmpty();
            }
            assertThat(witness.hears(host(RouterTrait.DROPS_WIREGUARD), "\"\\5\\0\\0\\0data\"")).isPresent();
            assertThat(witness.hears(host(RouterTrait.DROPS_WIREGUARD), "\"TS probe\"")).isPresent();
            assertThat(witness.answerArrives("\4\0\0\0data")).isFalse();
            assertThat(witness.answerArrives("TS answer")).isTrue();
        }
    }

    @Test
    void longPacketsAreLostBothWaysAndTcpGoesOn() throws IOException {
        LabHost host = host(RouterTrait.MTU_HOLE);
        int overhead = 28;
        try (UdpWitness witness = new UdpWitness(lab, 0)) {
            assertThat(witness.hears(host, "\"x\" x " + (1281 - overhead))).isEmpty();
            assertThat(witness.hears(host, "\"x\" x " + (1280 - overhead))).isPresent();
            assertThat(witness.answerArrives("x".repeat(1281 - overhead))).isFalse();
            assertThat(witness.answerArrives("x".repeat(1280 - overhead))).isTrue();
            assertThat(witness.countsOverTcp(host, 1_000_000)).isEqualTo(1_000_000);
        }
    }

    @Test
    void packetsLeaveAndOnlyStunComesBack() throws IOException {
        LabHost host = host(RouterTrait.ONE_WAY);
        try (UdpWitness peer = new UdpWitness(lab, 0); UdpWitness stun = new UdpWitness(lab, 3478)) {
            assertThat(peer.hears(host, "\"hello\"")).isPresent();
            assertThat(peer.answerArrives("hello")).isFalse();
            assertThat(stun.hears(host, "\"hello\"")).isPresent();
            assertThat(stun.answerArrives("hello")).isTrue();
        }
    }

    @Test
    void theProxyIsTheOnlyWay() throws IOException {
        LabHost host = host(RouterTrait.HTTP_PROXY_ONLY);
        String proxy = lab.router("r" + RouterTrait.HTTP_PROXY_ONLY.ordinal()).lanAddress();
        try (UdpWitness witness = new UdpWitness(lab, 0)) {
            assertThat(witness.hears(host, "\"hello\"")).isEmpty();
            assertThat(witness.countsOverTcp(host, 10)).isZero();
            assertThat(witness.countsOverProxy(host, proxy, 200_000)).isEqualTo(200_000);
        }
    }

    /** An address is of use once nobody objected to it, and routers know who is where (RFC 4861, RFC 4862). */
    private void awaitNeighbours(LabHost host) {
        Keeper.await("IPv6 of " + host.name(), Duration.ofSeconds(20), () -> {
            try (UdpWitness first = new UdpWitness(lab, 0)) {
                return first.hears6(host, "\"first\"").isPresent();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Test
    void hostsWithIpv6CallFirstAndAreAnsweredAndNotCalled() throws IOException {
        LabHost host = host(RouterTrait.IPV6);
        assertThat(lab.host("c1").run("ping -6 -c 1 -W 1 " + lab.controllerAddress6()).ok()).isFalse();
        awaitNeighbours(host);
        try (UdpWitness witness = new UdpWitness(lab, 0); UdpWitness stranger = new UdpWitness(lab, 0)) {
            assertThat(witness.hears6(host, "\"hello\"")).hasValueSatisfying(source -> {
                assertThat(source.getPort()).isEqualTo(UdpWitness.HOST_PORT);
                assertThat(source.getAddress().getHostAddress().replaceAll("(^|:)0(?=:)", "$1"))
                        .isEqualTo(host.address6().replaceAll("(^|:)0(?=:)", "$1"));
                assertThat(stranger.answerArrivesAt(host, source, "hello")).isFalse();
            });
            assertThat(witness.answerArrives("hello")).isTrue();
        }
    }

    @Test
    void customersOfOneProviderMeetAtItsAddress() throws IOException {
        String outside = lab.router("r" + RouterTrait.HAIRPIN.ordinal()).address();
        LabHost one = lab.host("c1");
        LabHost two = lab.host("c2");
        try (UdpWitness witness = new UdpWitness(lab, 0)) {
            // Port 40001 is the first customer's, 40002 its neighbour's.
            assertThat(witness.hears(one, "\"hello\"")).hasValueSatisfying(source -> assertThat(
                    source.getAddress().getHostAddress()).isEqualTo(outside));
            assertThat(witness.hearsFrom(two, 40002, "\"hello\"")).isPresent();
        }
        // The neighbour's own router asks to be called first.
        two.run(UdpWitness.say(outside, 40001, 40002, "\"opens\"")).orThrow();
        String heard = UdpWitness.between(one, two, outside);
        assertThat(heard).isEqualTo("hello from " + outside + ":40001");
        assertThat(one.run("ping -c 1 -W 1 " + two.address()).ok()).isFalse();
    }

    @Test
    void mappingsAreForgottenGetOtherPortsAndAnotherAddress() throws IOException {
        LabHost host = host(RouterTrait.ONE_WAY);
        LabRouter router = lab.router("r" + RouterTrait.ONE_WAY.ordinal());
        try (UdpWitness witness = new UdpWitness(lab, 0)) {
            assertThat(witness.hears(host, "\"a\"").orElseThrow().getPort()).isEqualTo(UdpWitness.HOST_PORT);
            router.rebind();
            assertThat(witness.hears(host, "\"b\"").orElseThrow().getPort()).isBetween(30000, 39999);
            router.forgetMappings();
            assertThat(witness.hears(host, "\"c\"").orElseThrow().getPort()).isEqualTo(UdpWitness.HOST_PORT);
            String before = router.address();
            router.changeAddress();
            assertThat(witness.hears(host, "\"d\"").orElseThrow().getAddress().getHostAddress())
                    .isEqualTo(router.address()).isNotEqualTo(before);
        }
    }
}
