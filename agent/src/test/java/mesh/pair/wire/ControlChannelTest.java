// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import mesh.pair.ControlMessage;
import mesh.pair.FallbackReason;

import org.junit.jupiter.api.Test;

class ControlChannelTest {
    private static final ControlMessage.Hello ASK = new ControlMessage.Hello(Optional.empty(), false);
    private static final ControlMessage.Hello ANSWER = new ControlMessage.Hello(Optional.empty(), true);

    private final Random random = new Random(1);
    private ControlChannel alice = alice(10);
    private ControlChannel bob = bob(20);

    private ControlChannel alice(long session) {
        return new ControlChannel(WireWords.ALICE, WireWords.BOB.publicKey(), session, random);
    }

    private ControlChannel bob(long session) {
        return new ControlChannel(WireWords.BOB, WireWords.ALICE.publicKey(), session, random);
    }

    /** Carries {@code first} to {@code to}, and greetings there and back until none is left. How many messages went. */
    private static int greet(byte[] first, ControlChannel to, ControlChannel back) {
        Deque<byte[]> flying = new ArrayDeque<>(List.of(first));
        ControlChannel receiver = to;
        ControlChannel sender = back;
        int count = 0;
        while (!flying.isEmpty()) {
            count++;
            OptionalLong greet = receiver.open(flying.remove()).greet();
            if (greet.isPresent()) {
                flying.add(receiver.greeting(ANSWER, greet.getAsLong()));
            }
            ControlChannel other = receiver;
            receiver = sender;
            sender = other;
        }
        return count;
    }

    private void meet() {
        greet(alice.seal(ASK), bob, alice);
    }

    @Test
    void whoAsksKnowsTheOtherAfterOneRoundTrip() {
        Opened asked = bob.open(alice.seal(ASK));
        assertThat(asked).isEqualTo(new Opened(Optional.empty(), false, OptionalLong.of(10)));

        Opened answered = alice.open(bob.greeting(ANSWER, 10));
        assertThat(answered).isEqualTo(new Opened(Optional.of(ANSWER), true, OptionalLong.of(20)));
        assertThat(bob.open(alice.greeting(ANSWER, 20)).newSession()).isTrue();
    }

    @Test
    void greetingsComeToAnEnd() {
        assertThat(greet(alice.seal(ASK), bob, alice)).isEqualTo(4);
        assertThat(greet(alice.seal(ASK), bob, alice)).as("they know each other").isEqualTo(2);
        assertThat(greet(alice.seal(ANSWER), bob, alice)).isEqualTo(1);
    }

    @Test
    void aPeerThatIsAddedAnewInTheSameRunIsHeardAgainAndNothingOld() {
        meet();
        byte[] old = bob.seal(new ControlMessage.Fallback(1, FallbackReason.values()[0]));
        for (int i = 0; i < 300; i++) {
            bob.open(alice.seal(new ControlMessage.SwitchAck(i)));
        }
        alice = alice(11);
        assertThat(alice.open(old)).isEqualTo(new Opened(Optional.empty(), false, OptionalLong.of(20)));

        assertThat(bob.open(alice.greeting(ANSWER, 20)).newSession()).isTrue();
        assertThat(alice.open(bob.greeting(ANSWER, 11)).newSession()).isTrue();
        assertThat(bob.open(alice.seal(new ControlMessage.SwitchAck(1))).message()).isPresent();
        assertThat(alice.open(old).message()).isEmpty();
    }

    @Test
    void saysNothingButHelloBeforeTheyMet() {
        assertThat(bob.open(alice.seal(new ControlMessage.SwitchAck(1))).message()).isEmpty();
        meet();
        assertThat(bob.open(alice.seal(new ControlMessage.SwitchAck(1))).message())
                .contains(new ControlMessage.SwitchAck(1));
    }

    @Test
    void aRestartedAgentIsPickedUpByEitherSide() {
        meet();
        alice = alice(11);
        Opened greeted = alice.open(bob.greeting(ANSWER, bob.open(alice.seal(ASK)).greet().orElseThrow()));
        assertThat(greeted.newSession()).isTrue();
        assertThat(bob.open(alice.seal(ANSWER)).newSession()).isTrue();

        bob = bob(21);
        Opened stray = bob.open(alice.seal(new ControlMessage.SwitchAck(1)));
        assertThat(stray.message()).isEmpty();
        assertThat(alice.open(bob.greeting(ANSWER, stray.greet().orElseThrow())).newSession()).isTrue();
    }

    @Test
    void countsEachMessageOnceInWhateverOrder() {
        meet();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < ReplayWindow.WIDTH; i++) {
            sent.add(alice.seal(new ControlMessage.SwitchAck(i)));
        }
        for (byte[] message : sent.reversed()) {
            assertThat(bob.open(message).message()).isPresent();
        }
        for (byte[] message : sent) {
            assertThat(bob.open(message)).isEqualTo(Opened.NOTHING);
        }
    }

    @Test
    void whatIsOlderThanTheWindowIsNotCounted() {
        meet();
        byte[] old = alice.seal(new ControlMessage.SwitchAck(7));
        for (int i = 0; i < ReplayWindow.WIDTH; i++) {
            bob.open(alice.seal(new ControlMessage.Bye()));
        }
        assertThat(bob.open(old)).isEqualTo(Opened.NOTHING);
    }

    @Test
    void nothingThatWasRecordedInAnEarlierRunCounts() {
        meet();
        List<byte[]> recorded = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            recorded.add(alice.seal(new ControlMessage.Fallback(i, FallbackReason.SILENT)));
            recorded.add(alice.seal(ASK));
        }
        alice = alice(11);
        meet();
        for (byte[] message : recorded) {
            assertThat(bob.open(message)).as("of the sender's earlier run").isEqualTo(Opened.NOTHING);
        }
        bob = bob(21);
        for (byte[] message : recorded) {
            Opened opened = bob.open(message);
            assertThat(opened.message()).as("of both sides' earlier runs").isEmpty();
            assertThat(opened.newSession()).isFalse();
        }
        meet();
        assertThat(bob.open(alice.seal(new ControlMessage.Bye())).message()).isPresent();
    }

    /** One key seals both directions, so that a message would be genuine for its own sender if nothing told them apart. */
    @Test
    void nobodyIsToldWhatItSaidItself() {
        byte[] said = alice.seal(ASK);
        byte[] reflected = Envelope.around(WireWords.BOB.publicKey(), Envelope.box(said));

        assertThat(bob.open(said).greet()).isPresent();
        assertThat(alice.open(reflected)).isEqualTo(Opened.NOTHING);
    }

    @Test
    void refusesWhatCannotBeAPair() {
        assertThatThrownBy(() -> new ControlChannel(WireWords.ALICE, WireWords.ALICE.publicKey(), 1, random))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> alice(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Lost, repeated, late: whoever restarts when, one exchange of greetings that arrives makes them know each other. */
    @Test
    void twoThatRestartAndLoseMessagesMeetAgain() {
        List<byte[]> recorded = new ArrayList<>();
        int met = 0;
        for (int i = 0; i < 2000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> alice = alice(1 + random.nextLong(Long.MAX_VALUE));
                case 1 -> bob = bob(1 + random.nextLong(Long.MAX_VALUE));
                case 2 -> recorded.add(alice.seal(random.nextBoolean() ? ASK : new ControlMessage.Bye()));
                default -> {
                    if (!recorded.isEmpty()) {
                        byte[] replayed = recorded.get(random.nextInt(recorded.size()));
                        greet(replayed, bob, alice);
                    }
                }
            }
            meet();
            met += alice.open(bob.seal(new ControlMessage.SwitchAck(i))).message().isPresent()
                    && bob.open(alice.seal(new ControlMessage.SwitchAck(i))).message().isPresent() ? 1 : 0;
        }
        assertThat(met).isEqualTo(2000);
    }
}
