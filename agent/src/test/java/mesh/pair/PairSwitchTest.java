// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import mesh.derp.Octets;
import mesh.derp.RelayPublicKey;
import mesh.fuzz.Mutations;
import mesh.net.IpAddress;
import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

class PairSwitchTest {
    private static final RelayPublicKey SMALL = RelayPublicKey.parse("11".repeat(32));
    private static final RelayPublicKey LARGE = RelayPublicKey.parse("ee".repeat(32));
    private static final IpAddress MESH = IpAddress.parse("100.64.0.4");
    private static final TransportAddress PEER = TransportAddress.parse("203.0.113.9:51820");
    private static final TransportAddress MINE = TransportAddress.parse("198.51.100.7:51820");
    private static final OwnCandidates AT_PEER = candidates(PEER);

    private long now;

    private static OwnCandidates candidates(TransportAddress... addresses) {
        return new OwnCandidates(List.of(addresses).stream()
                .map(address -> new Candidate(Candidate.Kind.DECLARED, address)).toList(), false);
    }

    private static PairSwitch leader() {
        return new PairSwitch(LARGE, SMALL, new PairSettings(1420, Set.of(MESH)), new Random(1), 0);
    }

    private List<PairAction> on(PairSwitch pair, PairEvent... events) {
        List<PairAction> done = new ArrayList<>();
        for (PairEvent event : events) {
            done.addAll(pair.on(event, now));
        }
        return done;
    }

    private List<PairAction> pass(PairSwitch pair, Duration time) {
        List<PairAction> done = new ArrayList<>();
        long end = now + time.toNanos();
        while (pair.wakeAtNanos() <= end) {
            now = Math.max(now, pair.wakeAtNanos());
            done.addAll(pair.due(now));
        }
        now = end;
        return done;
    }

    /** It knows the peer, and both know where to call each other. */
    private PairSwitch acquainted() {
        PairSwitch pair = leader();
        on(pair, new PairEvent.RelayReachable(true),
                new PairEvent.Told(new ControlMessage.Hello(Optional.empty(), true)),
                new PairEvent.Told(new ControlMessage.FallbackAck(0)),
                new PairEvent.Mapped(candidates(MINE)));
        return pair;
    }

    private static List<ProbeMessage.Ping> pings(List<PairAction> actions, TransportAddress to) {
        return actions.stream().filter(action -> action instanceof PairAction.Probe probe
                && probe.destination().equals(to) && probe.message() instanceof ProbeMessage.Ping)
                .map(action -> (ProbeMessage.Ping) ((PairAction.Probe) action).message()).toList();
    }

    private List<PairAction> pong(PairSwitch pair, TransportAddress from, ProbeMessage.Ping ping) {
        return on(pair, new PairEvent.Probed(from, new ProbeMessage.Pong(ping.id(), MINE)));
    }

    @Test
    void theRelayComesFirstAndNothingIsSaidBeforeThereIsOne() {
        PairSwitch pair = leader();
        assertThat(pair.due(0)).startsWith(new PairAction.UseRelay()).noneMatch(PairAction.Tell.class::isInstance);
        assertThat(on(pair, new PairEvent.RelayReachable(true)))
                .containsExactly(new PairAction.Tell(new ControlMessage.Hello(Optional.empty(), false)));
    }

    @Test
    void aPeerThatIsNotThereIsAskedForMoreAndMoreSeldom() {
        PairSwitch pair = leader();
        on(pair, new PairEvent.RelayReachable(true), new PairEvent.Mapped(OwnCandidates.NONE));
        assertThat(pass(pair, Duration.ofMinutes(1))).hasSizeBetween(6, 9);
        assertThat(pass(pair, Duration.ofMinutes(60))).hasSizeBetween(58, 62);
        assertThat(pair.status(now).whyNotDirect()).isEqualTo("the peer's agent has not been heard");
    }

    @Test
    void anInheritedWayIsLeftAloneWhileNobodyAnswersAtTheRelay() {
        PairSwitch pair = leader();
        assertThat(on(pair, new PairEvent.Inherited(PEER), new PairEvent.RelayReachable(true)))
                .noneMatch(PairAction.UseRelay.class::isInstance);
        assertThat(pass(pair, Duration.ofSeconds(60))).noneMatch(PairAction.UseRelay.class::isInstance);
        assertThat(on(pair, new PairEvent.Told(new ControlMessage.Hello(Optional.empty(), true)))).isNotEmpty();
        assertThat(pass(pair, Duration.ofSeconds(2))).as("the peer is there, and no beat passes")
                .contains(new PairAction.UseRelay());
    }

    @Test
    void aFullPingFollowsAShortOneThatWasAnswered() {
        PairSwitch pair = acquainted();
        List<ProbeMessage.Ping> first = pings(on(pair, new PairEvent.Told(new ControlMessage.Candidates(AT_PEER))),
                PEER);
        assertThat(first).singleElement().satisfies(ping -> assertThat(ping.length()).isZero());
        List<ProbeMessage.Ping> second = pings(pong(pair, PEER, first.getFirst()), PEER);
        assertThat(second).singleElement().satisfies(ping -> assertThat(ping.length()).isEqualTo(1452));
        assertThat(pong(pair, PEER, second.getFirst()))
                .contains(new PairAction.Tell(new ControlMessage.Proved(PEER, MINE)));
    }

    @Test
    void theLeaderOffersWhatBothProvedAndGoesWhenTheOtherWent() {
        PairSwitch pair = acquainted();
        ProbeMessage.Ping first = pings(on(pair, new PairEvent.Told(new ControlMessage.Candidates(AT_PEER))), PEER)
                .getFirst();
        pong(pair, PEER, pings(pong(pair, PEER, first), PEER).getFirst());
        assertThat(pass(pair, Duration.ofMillis(200))).as("the peer proved nothing yet")
                .noneMatch(action -> action instanceof PairAction.Tell tell
                        && tell.message() instanceof ControlMessage.Switch);
        List<PairAction> offered = on(pair, new PairEvent.Told(new ControlMessage.Proved(MINE, PEER)));
        assertThat(offered).contains(new PairAction.Tell(new ControlMessage.Switch(1, MINE, PEER)))
                .noneMatch(PairAction.UseDirect.class::isInstance);
        assertThat(on(pair, new PairEvent.Told(new ControlMessage.SwitchAck(1))))
                .contains(new PairAction.UseDirect(PEER));
        assertThat(pair.state()).isEqualTo(PairState.TRIAL);
    }

    @Test
    void whatLeadsThroughTheTunnelItselfIsNoWay() {
        PairSwitch pair = acquainted();
        TransportAddress inside = new TransportAddress(MESH, PEER.port());
        List<PairAction> actions = on(pair, new PairEvent.Told(new ControlMessage.Candidates(
                candidates(inside, PEER, TransportAddress.parse("127.0.0.1:51820")))));
        assertThat(actions.stream().filter(PairAction.Probe.class::isInstance)).hasSize(1);
        assertThat(on(pair, new PairEvent.Probed(inside, new ProbeMessage.Ping(Octets.of(new byte[12]), 0))))
                .noneMatch(PairAction.Probe.class::isInstance);
    }

    @Test
    void aFloodOfPingsIsNotAnsweredByAFlood() {
        PairSwitch pair = acquainted();
        long answers = 0;
        for (int i = 0; i < 10_000; i++) {
            now += Duration.ofMillis(1).toNanos();
            answers += on(pair, new PairEvent.Probed(PEER, new ProbeMessage.Ping(Octets.of(new byte[12]), 0))).stream()
                    .filter(PairAction.Probe.class::isInstance).count();
        }
        assertThat(answers).isBetween(400L, 600L);
    }

    @Test
    void refusesToBeAPairOfOne() {
        assertThatThrownBy(() -> new PairSwitch(LARGE, LARGE, new PairSettings(1420, Set.of()), new Random(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PairSettings(100, Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** A peer that went mad, at any time: no exception, no flood, and no way that did not answer at full size. */
    @Test
    void nothingThatAPeerSaysDoesHarm() {
        long rounds = Mutations.count(60_000) / 300;
        long went = 0;
        for (long seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            now = random.nextLong();
            boolean leads = random.nextBoolean();
            PairSwitch pair = new PairSwitch(leads ? LARGE : SMALL, leads ? SMALL : LARGE,
                    new PairSettings(1420, Set.of(MESH)), random, now);
            MadPeer peer = new MadPeer(random);
            Map<Octets, TransportAddress> full = new HashMap<>();
            Set<TransportAddress> proved = new HashSet<>();
            long begin = now;
            long pings = 0;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(4) == 0 ? (long) (random.nextDouble() * 3e9) : random.nextInt(20_000_000);
                PairEvent event = peer.next();
                if (event instanceof PairEvent.Probed(TransportAddress from, ProbeMessage.Pong pong)
                        && from.equals(full.get(pong.id()))) {
                    proved.add(from);
                }
                List<PairAction> actions = new ArrayList<>(pair.on(event, now));
                actions.addAll(pair.due(now));
                assertThat(actions).hasSizeLessThan(400);
                for (PairAction action : actions) {
                    peer.sees(action);
                    if (action instanceof PairAction.Probe(TransportAddress to, ProbeMessage.Ping ping)) {
                        pings++;
                        if (ping.length() > 0) {
                            full.put(ping.id(), to);
                        }
                    }
                    if (action instanceof PairAction.UseDirect direct) {
                        assertThat(proved).contains(direct.endpoint());
                        went++;
                    }
                }
                assertThat(pings).as("pings in all").isLessThanOrEqualTo(150 + (now - begin) / 10_000_000);
                assertThat(pair.wakeAtNanos() - now).isPositive();
                assertThat(pair.status(now).whyNotDirect().isEmpty()).isEqualTo(pair.state() == PairState.DIRECT);
            }
        }
        assertThat(went).as("some went direct").isPositive();
        System.out.printf("mad peers: %d, direct %d times%n", rounds, went);
    }
}
