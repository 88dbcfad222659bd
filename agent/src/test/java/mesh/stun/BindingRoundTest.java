// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

class BindingRoundTest {
    private static final TransportAddress A = TransportAddress.parse("192.0.2.1:3478");
    private static final TransportAddress B = TransportAddress.parse("192.0.2.2:3478");
    private static final TransportAddress V6 = TransportAddress.parse("[2001:db8::1]:3478");
    private static final TransportAddress MAPPED = TransportAddress.parse("203.0.113.9:50000");
    private static final TransportAddress OTHER = TransportAddress.parse("203.0.113.9:50001");
    private static final long T0 = -3_000_000_000L;

    private final Random random = new Random(1);

    private BindingRound round(TransportAddress... servers) {
        return new BindingRound(List.of(servers), () -> TransactionId.random(random), T0);
    }

    private static long ms(long millis) {
        return T0 + millis * 1_000_000;
    }

    private static byte[] answer(BindingRound.Outgoing request, TransportAddress mapped) throws Exception {
        return StunEncoder.encode(StunResponder.answer(StunDecoder.decode(request.packet()), mapped).orElseThrow());
    }

    private static StunOutcome outcome(BindingRound round, int server) {
        return round.report().answers().get(server).outcome();
    }

    @Test
    void asksAllAtOnceThreeTimesThenGivesUp() {
        BindingRound round = round(A, B);
        List<Long> sent = new ArrayList<>();
        for (long t = 0; t <= 1200; t += 10) {
            for (BindingRound.Outgoing _ : round.due(ms(t))) {
                sent.add(t);
            }
        }

        assertThat(sent).containsExactly(0L, 0L, 200L, 200L, 400L, 400L);
        assertThat(round.isOver(ms(1199))).isFalse();
        assertThat(round.isOver(ms(1200))).isTrue();
        assertThat(outcome(round, 0)).isEqualTo(new StunOutcome.Silent());
    }

    @Test
    void wakesForTheNextTryThenForTheEnd() {
        BindingRound round = round(A);
        assertThat(round.wakeAtNanos()).isEqualTo(ms(0));
        round.due(ms(0));
        assertThat(round.wakeAtNanos()).isEqualTo(ms(200));
        round.due(ms(200));
        round.due(ms(400));
        assertThat(round.wakeAtNanos()).isEqualTo(ms(1200));
    }

    @Test
    void latencyIsThatOfTheTryThatWasAnswered() throws Exception {
        BindingRound round = round(A);
        BindingRound.Outgoing first = round.due(ms(0)).getFirst();
        round.due(ms(200));

        assertThat(round.received(A, answer(first, MAPPED), ms(250))).isTrue();

        assertThat(outcome(round, 0)).isEqualTo(new StunOutcome.Mapped(MAPPED, Duration.ofMillis(250), 2));
        assertThat(round.isOver(ms(250))).isTrue();
        assertThat(round.due(ms(400))).isEmpty();
    }

    @Test
    void believesOnlyTheServerThatWasAskedAndItsOwnId() throws Exception {
        BindingRound round = round(A, B);
        List<BindingRound.Outgoing> requests = round.due(ms(0));
        byte[] fromA = answer(requests.get(0), MAPPED);

        assertThat(round.received(B, fromA, ms(5))).as("the id of another server").isFalse();
        assertThat(round.received(OTHER, fromA, ms(5))).as("a stranger").isFalse();
        assertThat(round.received(TransportAddress.parse("192.0.2.1:3479"), fromA, ms(5))).as("its port").isFalse();
        assertThat(round.received(A, requests.get(0).packet(), ms(5))).as("an echo of the request").isFalse();
        byte[] guessed = StunEncoder.encode(StunResponder.answer(
                StunMessage.bindingRequest(TransactionId.random(random)), OTHER).orElseThrow());
        assertThat(round.received(A, guessed, ms(5))).isFalse();
        assertThat(round.received(A, new byte[]{1, 2, 3}, ms(5))).isFalse();
        assertThat(round.received(A, fromA, ms(5))).isTrue();
        assertThat(round.received(A, answer(requests.get(0), OTHER), ms(6))).as("once only").isFalse();
    }

    @Test
    void tellsWhyAServerIsOfNoUse() throws Exception {
        BindingRound round = round(A, B);
        TransactionId id = StunDecoder.decode(round.due(ms(0)).getFirst().packet()).id();
        round.received(A, StunEncoder.encode(new StunMessage(StunClass.ERROR, StunMessage.BINDING, id,
                List.of(new StunAttribute.ErrorCode(401, "Unauthorized")), false)), ms(3));
        round.notSent(B, "Network is unreachable");

        assertThat(outcome(round, 0)).isEqualTo(new StunOutcome.Refused("error 401"));
        assertThat(outcome(round, 1)).isEqualTo(new StunOutcome.NotSent("Network is unreachable"));
        assertThat(round.isOver(ms(4))).isTrue();
    }

    @Test
    void anAnswerThatMustBeUnderstoodAndIsNotFails() throws Exception {
        BindingRound round = round(A);
        TransactionId id = StunDecoder.decode(round.due(ms(0)).getFirst().packet()).id();
        round.received(A, StunEncoder.encode(new StunMessage(StunClass.SUCCESS, StunMessage.BINDING, id,
                List.of(new StunAttribute.XorMappedAddress(MAPPED), new StunAttribute.Opaque(0x30, new byte[1])),
                false)), ms(3));

        assertThat(outcome(round, 0)).isInstanceOf(StunOutcome.Refused.class);
    }

    @Test
    void mappingIsJudgedByServersOfOneFamilyWithDifferentAddresses() throws Exception {
        assertThat(mapping(MAPPED, MAPPED, B)).isEqualTo(MappingBehaviour.ENDPOINT_INDEPENDENT);
        assertThat(mapping(MAPPED, OTHER, B)).isEqualTo(MappingBehaviour.VARIES_BY_DESTINATION);
        assertThat(mapping(MAPPED, MAPPED, TransportAddress.parse("192.0.2.1:3479")))
                .as("one address says nothing of another").isEqualTo(MappingBehaviour.UNKNOWN);
        assertThat(mapping(MAPPED, OTHER, TransportAddress.parse("192.0.2.1:3479")))
                .isEqualTo(MappingBehaviour.VARIES_BY_DESTINATION);
        assertThat(mapping(MAPPED, TransportAddress.parse("[2001:db8::9]:1"), V6))
                .isEqualTo(MappingBehaviour.UNKNOWN);
    }

    private MappingBehaviour mapping(TransportAddress byA, TransportAddress bySecond, TransportAddress second)
            throws Exception {
        BindingRound round = round(A, second);
        List<BindingRound.Outgoing> requests = round.due(ms(0));
        round.received(A, answer(requests.get(0), byA), ms(20));
        round.received(second, answer(requests.get(1), bySecond), ms(10));
        return round.report().mapping(false);
    }

    @Test
    void theFastestServerTellsTheAddress() throws Exception {
        BindingRound round = round(A, B);
        List<BindingRound.Outgoing> requests = round.due(ms(0));
        round.received(B, answer(requests.get(1), OTHER), ms(30));
        round.received(A, answer(requests.get(0), MAPPED), ms(40));

        assertThat(round.report().mapped(false)).contains(OTHER);
        assertThat(round.report().mapped(true)).isEmpty();
    }
}
