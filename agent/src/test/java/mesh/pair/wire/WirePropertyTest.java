// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.fuzz.Mutations;
import mesh.net.TransportAddress;
import mesh.pair.ControlMessage;
import mesh.pair.OwnCandidates;
import mesh.pair.ProbeMessage;
import mesh.probe.ProbeSocket;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WirePropertyTest {
    private static final TransportAddress ADDRESS = TransportAddress.parse("203.0.113.9:51820");

    @Provide
    Arbitrary<ControlMessage> said() {
        return WireWords.controlMessages();
    }

    @Provide
    Arbitrary<ProbeMessage> probed() {
        return WireWords.probeMessages();
    }

    private static final Sessions ALICE_HAS = new Sessions(1, 2);
    private static final Sessions BOB_HAS = new Sessions(2, 1);

    private static ControlChannel channel(boolean isAlice, long session) {
        return new ControlChannel(isAlice ? WireWords.ALICE : WireWords.BOB,
                (isAlice ? WireWords.BOB : WireWords.ALICE).publicKey(), session, new Random(session));
    }

    private static ProbeSeal seal(boolean isAlice) {
        return new ProbeSeal(isAlice ? WireWords.ALICE : WireWords.BOB,
                (isAlice ? WireWords.BOB : WireWords.ALICE).publicKey(), new Random(1));
    }

    @Property(tries = 500)
    void opensWhatTheOtherSaid(@ForAll("said") ControlMessage message) {
        ControlChannel alice = channel(true, 1);
        ControlChannel bob = channel(false, 2);
        alice.open(bob.greeting(new ControlMessage.Hello(Optional.empty(), true), 1));

        assertThat(bob.open(alice.seal(message)).message()).contains(message);
    }

    @Property(tries = 500)
    void opensWhatTheOtherProbed(@ForAll("probed") ProbeMessage message) {
        byte[] sealed = seal(true).seal(message, ALICE_HAS);

        assertThat(seal(false).open(sealed, BOB_HAS)).contains(message);
        if (message instanceof ProbeMessage.Ping ping && ping.length() != 0) {
            assertThat(sealed).as("the whole payload").hasSize(ping.length());
        }
        assertThat(seal(true).open(Envelope.around(WireWords.BOB.publicKey(), Envelope.box(sealed)), ALICE_HAS))
                .as("not its own").isEmpty();
    }

    @Test
    void aPingIsNeverShorterThanItIs() {
        ProbeMessage.Ping ping = new ProbeMessage.Ping(Octets.of(new byte[ProbeMessage.ID_BYTES]), 20);

        assertThat(seal(true).seal(ping, ALICE_HAS)).hasSize(ProbeSeal.SHORTEST_PING_BYTES);
    }

    @Test
    void aPingThatWasRecordedIsNotAnswered() {
        ProbeSeal alice = seal(true);
        ProbeSeal bob = seal(false);
        ProbeMessage.Ping ping = new ProbeMessage.Ping(Octets.of(new byte[ProbeMessage.ID_BYTES]), 0);
        byte[] first = alice.seal(ping, ALICE_HAS);
        byte[] second = alice.seal(ping, ALICE_HAS);

        assertThat(bob.open(second, BOB_HAS)).isPresent();
        assertThat(bob.open(first, BOB_HAS)).as("one that was overtaken").isPresent();
        assertThat(bob.open(first, BOB_HAS)).as("again").isEmpty();
        assertThat(seal(false).open(first, new Sessions(3, 1))).as("after this agent started anew").isEmpty();
        assertThat(seal(false).open(first, new Sessions(2, 4))).as("after the peer's did").isEmpty();
        assertThat(seal(false).open(alice.seal(ping, new Sessions(0, 2)), new Sessions(2, 0))).as("unknown").isEmpty();
        assertThat(bob.open(seal(true).seal(ping, new Sessions(5, 2)), new Sessions(2, 5))).as("a new run").isPresent();
    }

    /** The bytes themselves, so that agents of different versions go on understanding each other. */
    @Test
    void theBytesAreThese() {
        byte[] hello = plain(
                channel(true, 0x0102030405060708L).seal(new ControlMessage.Hello(Optional.empty(), false)));
        assertThat(hex(hello)).isEqualTo("00" + "01" + "01" + "0102030405060708" + "0000000000000000"
                + "0000000000000001" + "0000");
        byte[] change = plain(channel(false, 1).seal(new ControlMessage.Switch(258, ADDRESS,
                TransportAddress.parse("[2001:db8::1]:1"))));
        assertThat(hex(change)).isEqualTo("01" + "05" + "01" + "0000000000000001" + "0000000000000000"
                + "0000000000000001" + "00000102" + "04cb007109ca6c"
                + "0620010db8000000000000000000000001" + "0001");
        byte[] pong = plain(seal(true).seal(new ProbeMessage.Pong(Octets.of(new byte[12]), ADDRESS), ALICE_HAS));
        assertThat(hex(pong)).isEqualTo("004201" + "00".repeat(12) + "04cb007109ca6c");
        byte[] ping = plain(seal(true).seal(new ProbeMessage.Ping(Octets.of(new byte[12]), 0), ALICE_HAS));
        assertThat(hex(ping)).isEqualTo("004101" + "00".repeat(12) + "0000000000000001" + "0000000000000002"
                + "0000000000000001");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Either of the two can open what either sealed: crypto_box has one key for both. */
    private static byte[] plain(byte[] envelope) {
        return NaclBox.between(WireWords.ALICE, WireWords.BOB.publicKey()).open(Octets.of(Envelope.box(envelope)))
                .orElseThrow();
    }

    @Test
    void probesAreWhatTheSocketAndRelaysTakeThemFor() {
        byte[] sealed = seal(true).seal(new ProbeMessage.Ping(Octets.of(new byte[12]), 0), ALICE_HAS);
        for (int i = 0; i < ProbeSocket.MAGIC.size(); i++) {
            assertThat(sealed[i]).isEqualTo(ProbeSocket.MAGIC.get(i));
        }
        assertThat(sealed).as("what DERP relays take for discovery").hasSizeGreaterThanOrEqualTo(62);
        assertThat(Envelope.sender(sealed)).contains(WireWords.ALICE.publicKey());
    }

    /** Outside of the box all is authenticated; nothing that was changed counts. */
    @Test
    void noStrangeBytesCount() {
        ControlChannel bob = channel(false, 2);
        ProbeSeal probes = seal(false);
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(channel(true, 1).seal(new ControlMessage.Hello(Optional.empty(), false)));
        seeds.add(seal(true).seal(new ProbeMessage.Ping(Octets.of(new byte[12]), 0), ALICE_HAS));
        Mutations mutations = new Mutations(seeds, 1500, 3);
        for (long i = Mutations.count(20_000); i > 0; i--) {
            byte[] bytes = mutations.next();
            boolean untouched = seeds.stream().anyMatch(seed -> java.util.Arrays.equals(seed, bytes));
            assertThat(untouched || bob.open(bytes).equals(Opened.NOTHING)).isTrue();
            assertThat(untouched || probes.open(bytes, BOB_HAS).isEmpty()).isTrue();
            Envelope.sender(bytes);
        }
    }

    /** Whatever a peer seals, be it mad: a value or nothing comes out. */
    @Test
    void whateverAPeerSealsIsAValueOrNothing() {
        ControlChannel bob = channel(false, 2);
        ProbeSeal probes = seal(false);
        PairBox mad = new PairBox(WireWords.ALICE, WireWords.BOB.publicKey(), new Random(2));
        Mutations mutations = new Mutations(sealedBySane(), 1500, 4);
        SplittableRandom random = new SplittableRandom(5);
        long count = Mutations.count(100_000);
        long counted = 0;
        for (long i = 0; i < count; i++) {
            byte[] plain = mutations.next();
            if (plain.length > 0) {
                byte[] sealed = mad.seal(plain);
                counted += bob.open(sealed).message().isPresent() ? 1 : 0;
                counted += probes.open(sealed, BOB_HAS).isPresent() ? 1 : 0;
            }
            if (random.nextInt(1000) == 0) {
                bob = channel(false, 2);
            }
        }
        assertThat(counted).as("some make sense still").isPositive();
        System.out.printf("wire: %d sealed inputs, %d of them counted%n", count, counted);
    }

    private static List<byte[]> sealedBySane() {
        ControlChannel alice = channel(true, 1);
        alice.open(channel(false, 2).greeting(new ControlMessage.Hello(Optional.empty(), true), 1));
        List<byte[]> seeds = new ArrayList<>();
        for (ControlMessage message : List.of(new ControlMessage.Hello(Optional.of(new mesh.name.NodeName("r1")), true),
                new ControlMessage.Candidates(new OwnCandidates(List.of(
                        new mesh.pair.Candidate(mesh.pair.Candidate.Kind.HOST, ADDRESS)), true)),
                new ControlMessage.Punch(1, 2), new ControlMessage.Proved(ADDRESS, ADDRESS),
                new ControlMessage.Switch(3, ADDRESS, ADDRESS), new ControlMessage.SwitchAck(3),
                new ControlMessage.Fallback(3, mesh.pair.FallbackReason.SILENT), new ControlMessage.FallbackAck(3),
                new ControlMessage.Bye())) {
            seeds.add(plain(alice.seal(message)));
        }
        seeds.add(plain(seal(true).seal(new ProbeMessage.Ping(Octets.of(new byte[12]), 0), ALICE_HAS)));
        seeds.add(plain(seal(true).seal(new ProbeMessage.Pong(Octets.of(new byte[12]), ADDRESS), ALICE_HAS)));
        return seeds;
    }
}
