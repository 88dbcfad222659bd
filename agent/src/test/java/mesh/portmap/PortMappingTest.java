// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import mesh.fuzz.Mutations;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortMappingTest {
    private static final Port WIREGUARD = new Port(51_820);
    private static final TransportAddress EXTERNAL = TransportAddress.parse("203.0.113.9:40000");

    private final PortMapping mapping = new PortMapping(IpAddress.parse("192.168.1.99"), WIREGUARD, WIREGUARD,
            new Random(1), 0);
    private long millis;

    private long now() {
        return millis * 1_000_000;
    }

    /** Lets time pass, with every packet answered at once. */
    private void run(RouterModel router, Duration time) {
        long end = millis + time.toMillis();
        while (millis <= end) {
            for (byte[] packet : mapping.due(now())) {
                router.answers(packet, millis / 1000).forEach(answer -> mapping.received(answer, now()));
            }
            millis = Math.max(millis + 1, Math.min(end + 1, mapping.wakeAtNanos() / 1_000_000));
        }
    }

    private static MappingState.Mapped mapped(MapProtocol protocol) {
        return new MappingState.Mapped(EXTERNAL, protocol, Duration.ofHours(2));
    }

    @Test
    void asksByPcpFirst() {
        run(new RouterModel(RouterModel.Kind.PCP), Duration.ofSeconds(1));

        assertThat(mapping.state()).isEqualTo(mapped(MapProtocol.PCP));
    }

    @Test
    void speaksNatPmpToARouterOfThat() {
        RouterModel router = new RouterModel(RouterModel.Kind.NAT_PMP);
        run(router, Duration.ofSeconds(1));

        assertThat(mapping.state()).isEqualTo(mapped(MapProtocol.NAT_PMP));
        assertThat(router.mappings).isEqualTo(1);
    }

    @Test
    void givesUpAfterFourTriesOfEachAndAsksAgainLater() {
        RouterModel router = new RouterModel(RouterModel.Kind.NEITHER);
        List<Long> sent = new ArrayList<>();
        while (millis < 10_000) {
            if (!mapping.due(now()).isEmpty()) {
                sent.add(millis);
            }
            millis += 10;
        }
        assertThat(sent).containsExactly(0L, 250L, 750L, 1750L, 3750L, 4000L, 4500L, 5500L);
        assertThat(mapping.state()).isEqualTo(new MappingState.Unavailable("no router answers"));

        router.kind = RouterModel.Kind.PCP;
        run(router, Duration.ofMinutes(6));
        assertThat(mapping.state()).isEqualTo(mapped(MapProtocol.PCP));
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void renewsAtHalfOfTheLifetime(RouterModel.Kind kind) {
        RouterModel router = new RouterModel(kind);
        run(router, Duration.ofMinutes(59));
        assertThat(router.mappings).isEqualTo(1);
        run(router, Duration.ofMinutes(2));
        assertThat(router.mappings).isEqualTo(2);
        run(router, Duration.ofHours(24));
        assertThat(router.mappings).isBetween(25, 27);
        assertThat(mapping.state()).isInstanceOf(MappingState.Mapped.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void aRouterThatRestartedIsAskedAgainWithinAMinute(RouterModel.Kind kind) {
        RouterModel router = new RouterModel(kind);
        run(router, Duration.ofMinutes(30));
        router.restart(millis / 1000);
        router.externalPort = 41_000;
        run(router, Duration.ofSeconds(61));

        assertThat(router.mappings).isPositive();
        assertThat(((MappingState.Mapped) mapping.state()).external()).hasToString("203.0.113.9:41000");
        int once = router.mappings;
        run(router, Duration.ofMinutes(20));
        assertThat(router.mappings).as("and then left alone").isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void aRouterThatIsGoneIsToldWhenTheMappingExpires(RouterModel.Kind kind) {
        RouterModel router = new RouterModel(kind);
        run(router, Duration.ofMinutes(1));
        router.kind = RouterModel.Kind.NEITHER;
        run(router, Duration.ofMinutes(118));
        assertThat(mapping.state()).as("it still holds").isInstanceOf(MappingState.Mapped.class);
        run(router, Duration.ofMinutes(2));
        assertThat(mapping.state()).isInstanceOf(MappingState.Unavailable.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void givesThePortBack(RouterModel.Kind kind) {
        RouterModel router = new RouterModel(kind);
        assertThat(mapping.release()).as("nothing was had").isEmpty();
        run(router, Duration.ofSeconds(1));
        mapping.release().forEach(packet -> router.answers(packet, 1));

        assertThat(router.deletions).isEqualTo(1);
    }

    @Test
    void saysWhyTheRouterRefusesAndComesBackWhenItSays() {
        RouterModel router = new RouterModel(RouterModel.Kind.PCP);
        router.result = 12;
        router.lifetime = 600;
        run(router, Duration.ofSeconds(1));
        assertThat(mapping.state()).isEqualTo(new MappingState.Unavailable(
                "another NAT stands between this host and the router"));

        router.result = 0;
        int asked = router.seen.size();
        run(router, Duration.ofSeconds(590));
        assertThat(router.seen).hasSize(asked);
        run(router, Duration.ofSeconds(20));
        assertThat(mapping.state()).isInstanceOf(MappingState.Mapped.class);
    }

    @Test
    void flagsASecondNat() {
        RouterModel router = new RouterModel(RouterModel.Kind.PCP);
        router.externalAddress = "64400001";
        run(router, Duration.ofSeconds(1));

        assertThat(((MappingState.Mapped) mapping.state()).isBehindAnotherNat()).isTrue();
        assertThat(mapped(MapProtocol.PCP).isBehindAnotherNat()).isFalse();
    }

    @Test
    void whoDoesNotKnowTheNonceIsNotBelieved() {
        PortMapping other = new PortMapping(IpAddress.parse("192.168.1.99"), WIREGUARD, WIREGUARD, new Random(2), 0);
        RouterModel router = new RouterModel(RouterModel.Kind.PCP);
        router.answers(other.due(0).getFirst(), 0).forEach(answer -> mapping.received(answer, 0));

        assertThat(mapping.state()).isEqualTo(new MappingState.Asking());
    }

    /** Whatever a router says, time goes on and the states stay sensible. */
    @Test
    void noAnswerDoesHarm() {
        List<byte[]> answers = new ArrayList<>();
        for (RouterModel.Kind kind : List.of(RouterModel.Kind.PCP, RouterModel.Kind.NAT_PMP)) {
            RouterModel router = new RouterModel(kind);
            answers.addAll(router.answers(mapping.due(now()).isEmpty()
                    ? NatPmp.addressRequest()
                    : Pcp.announceRequest(IpAddress.parse("192.168.1.99")), 5));
            answers.addAll(router.answers(NatPmp.mapRequest(WIREGUARD, 1, Duration.ofHours(1)), 5));
            answers.addAll(router.answers(Pcp.mapRequest(IpAddress.parse("192.168.1.99"),
                    PcpNonce.random(new Random(1)), WIREGUARD, 1, Duration.ofHours(1)), 5));
        }
        Mutations mutations = new Mutations(answers, 1200, 7);
        long count = Mutations.count(50_000);
        long mappedOften = 0;
        for (long i = 0; i < count; i++) {
            mapping.received(mutations.next(), now());
            mapping.due(now());
            millis += 100;
            mappedOften += mapping.state() instanceof MappingState.Mapped ? 1 : 0;
        }
        assertThat(mappedOften).isPositive();
        System.out.printf("port mapping: %d answers, mapped after %d of them%n", count, mappedOften);
    }
}
