// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

class StunResponderTest {
    private static final TransportAddress SOURCE = TransportAddress.parse("[2001:db8::7]:40000");
    private static final TransactionId ID = new TransactionId(TransactionId.MAGIC_COOKIE, 1, 2);

    @Test
    void tellsWhereARequestCameFrom() {
        StunMessage answer = StunResponder.answer(StunMessage.bindingRequest(ID), SOURCE).orElseThrow();

        assertThat(answer).isEqualTo(new StunMessage(StunClass.SUCCESS, StunMessage.BINDING, ID,
                List.of(new StunAttribute.XorMappedAddress(SOURCE)), false));
    }

    @Test
    void answersFingerprintWithFingerprint() {
        assertThat(StunResponder.answer(StunMessage.tailnodeRequest(ID), SOURCE).orElseThrow().hasFingerprint())
                .isTrue();
    }

    @Test
    void speaksRfc3489ToThoseWhoDo() {
        TransactionId classic = new TransactionId(5, 1, 2);

        StunMessage answer = StunResponder.answer(StunMessage.bindingRequest(classic), SOURCE).orElseThrow();

        assertThat(answer.attributes()).containsExactly(new StunAttribute.MappedAddress(SOURCE));
        assertThat(answer.id()).isEqualTo(classic);
    }

    @Test
    void refusesToAnswerFromAnotherAddress() {
        StunMessage answer = StunResponder.answer(changeRequest((byte) 6), SOURCE).orElseThrow();

        assertThat(answer.kind()).isEqualTo(StunClass.ERROR);
        assertThat(answer.first(StunAttribute.ErrorCode.class).orElseThrow().code()).isEqualTo(420);
        assertThat(answer.first(StunAttribute.UnknownAttributes.class).orElseThrow().types()).containsExactly(3);
    }

    @Test
    void answersAChangeRequestThatAsksForNoChange() {
        assertThat(StunResponder.answer(changeRequest((byte) 0), SOURCE).orElseThrow().kind())
                .isEqualTo(StunClass.SUCCESS);
    }

    private static StunMessage changeRequest(byte flags) {
        return new StunMessage(StunClass.REQUEST, StunMessage.BINDING, ID,
                List.of(new StunAttribute.Opaque(3, new byte[]{0, 0, 0, flags})), false);
    }

    @Test
    void isSilentToAnythingButRequests() {
        for (StunClass kind : List.of(StunClass.INDICATION, StunClass.SUCCESS, StunClass.ERROR)) {
            assertThat(StunResponder.answer(new StunMessage(kind, StunMessage.BINDING, ID, List.of(), false), SOURCE))
                    .isEmpty();
        }
        assertThat(StunResponder.answer(new StunMessage(StunClass.REQUEST, 3, ID, List.of(), false), SOURCE))
                .isEmpty();
    }

    @Test
    void anAnswerIsHardlyLargerThanItsRequest() {
        StunMessage greedy = new StunMessage(StunClass.REQUEST, StunMessage.BINDING, ID, java.util.stream.IntStream
                .range(0x30, 0x60).<StunAttribute>mapToObj(type -> new StunAttribute.Opaque(type, new byte[0]))
                .toList(), false);
        for (StunMessage request : List.of(StunMessage.bindingRequest(ID), StunMessage.tailnodeRequest(ID), greedy)) {
            int answer = StunEncoder.encode(StunResponder.answer(request, SOURCE).orElseThrow()).length;
            assertThat(answer).isLessThanOrEqualTo(StunEncoder.encode(request).length + 24);
        }
    }
}
