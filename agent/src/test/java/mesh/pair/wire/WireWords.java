// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.util.List;

import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.ControlMessage;
import mesh.pair.FallbackReason;
import mesh.pair.OwnCandidates;
import mesh.pair.ProbeMessage;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** All that two agents can say, and two agents: the keys of RFC 7748 section 6.1. */
final class WireWords {
    static final RelayPrivateKey ALICE = RelayPrivateKey
            .parse("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    static final RelayPrivateKey BOB = RelayPrivateKey
            .parse("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");

    private WireWords() {}

    static Arbitrary<TransportAddress> addresses() {
        Arbitrary<IpAddress> v4 = Arbitraries.longs().between(0, 0xffff_ffffL).map(IpV4::new);
        Arbitrary<IpAddress> v6 = Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(IpV6::new);
        return Combinators.combine(Arbitraries.oneOf(v4, v6), Arbitraries.integers().between(1, 65_535))
                .as((address, port) -> new TransportAddress(address, new Port(port)));
    }

    static Arbitrary<ControlMessage> controlMessages() {
        Arbitrary<Integer> numbers = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<NodeName> names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(63)
                .map(NodeName::new);
        Arbitrary<List<Candidate>> candidates = Combinators
                .combine(Arbitraries.of(Candidate.Kind.class), addresses()).as(Candidate::new).list().ofMaxSize(32);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(names.optional(), Arbitraries.of(true, false)).as(ControlMessage.Hello::new),
                Combinators.combine(candidates, Arbitraries.of(true, false)).as(OwnCandidates::new)
                        .map(ControlMessage.Candidates::new),
                Combinators.combine(numbers, Arbitraries.integers().between(0, 5000)).as(ControlMessage.Punch::new),
                Combinators.combine(addresses(), addresses()).as(ControlMessage.Proved::new),
                Combinators.combine(numbers, addresses(), addresses()).as(ControlMessage.Switch::new),
                numbers.map(ControlMessage.SwitchAck::new),
                Combinators.combine(numbers, Arbitraries.of(FallbackReason.class)).as(ControlMessage.Fallback::new),
                numbers.map(ControlMessage.FallbackAck::new), Arbitraries.just(new ControlMessage.Bye())));
    }

    static Arbitrary<ProbeMessage> probeMessages() {
        Arbitrary<Octets> ids = Arbitraries.bytes().array(byte[].class).ofSize(ProbeMessage.ID_BYTES).map(Octets::of);
        Arbitrary<Integer> lengths = Arbitraries.oneOf(Arbitraries.just(0),
                Arbitraries.integers().between(ProbeSeal.SHORTEST_PING_BYTES + 1, ProbeSeal.MOST_BYTES));
        return Arbitraries.oneOf(Combinators.combine(ids, lengths).as(ProbeMessage.Ping::new),
                Combinators.combine(ids, addresses()).as(ProbeMessage.Pong::new));
    }
}
