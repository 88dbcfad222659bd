// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import mesh.derp.Octets;
import mesh.net.TransportAddress;

/** Says anything at any time, and now and then what makes sense. */
final class MadPeer {
    private static final List<TransportAddress> ADDRESSES = List.of(TransportAddress.parse("203.0.113.9:51820"),
            TransportAddress.parse("203.0.113.9:40000"), TransportAddress.parse("192.168.1.2:51820"),
            TransportAddress.parse("[2001:db8::9]:51820"), TransportAddress.parse("100.64.0.4:51820"),
            TransportAddress.parse("127.0.0.1:1"));

    private final Random random;
    private final List<PairAction.Probe> pings = new ArrayList<>();
    private int epoch;
    private long beat;

    MadPeer(Random random) {
        this.random = random;
    }

    void sees(PairAction action) {
        if (action instanceof PairAction.Probe probe && probe.message() instanceof ProbeMessage.Ping) {
            pings.add(probe);
        }
        if (action instanceof PairAction.Beat sent) {
            beat = sent.number();
        }
        if (action instanceof PairAction.Tell(ControlMessage.Switch change)) {
            epoch = change.epoch();
        }
    }

    private TransportAddress address() {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }

    private OwnCandidates candidates() {
        List<Candidate> some = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            some.add(new Candidate(Candidate.Kind.values()[random.nextInt(4)], address()));
        }
        return new OwnCandidates(some, random.nextBoolean());
    }

    PairEvent next() {
        return switch (random.nextInt(16)) {
            case 0 -> new PairEvent.RelayReachable(random.nextInt(4) > 0);
            case 1 -> random.nextInt(8) == 0 ? new PairEvent.PeerLost() : new PairEvent.RelayedOut();
            case 2 -> new PairEvent.Mapped(candidates());
            case 3 -> new PairEvent.Counted(random.nextInt(100_000), random.nextInt(100_000), random.nextInt(3),
                    random.nextBoolean() ? Optional.of(address()) : Optional.empty(), random.nextBoolean());
            case 4 -> random.nextInt(10) == 0 ? new PairEvent.NetworkChanged() : new PairEvent.BeatAnswered(beat);
            case 5 -> new PairEvent.BeatAnswered(beat);
            case 6 -> random.nextInt(5) == 0
                    ? new PairEvent.Inherited(address())
                    : new PairEvent.Probed(address(), new ProbeMessage.Ping(Octets.of(new byte[12]), 0));
            case 7, 8, 9 -> pong();
            default -> new PairEvent.Told(message());
        };
    }

    private PairEvent pong() {
        if (pings.isEmpty()) {
            return new PairEvent.Told(message());
        }
        PairAction.Probe probe = pings.get(Math.max(0, pings.size() - 1 - random.nextInt(4)));
        TransportAddress from = random.nextInt(6) == 0 ? address() : probe.destination();
        return new PairEvent.Probed(from,
                new ProbeMessage.Pong(((ProbeMessage.Ping) probe.message()).id(), ADDRESSES.getFirst()));
    }

    private ControlMessage message() {
        int which = random.nextInt(3) == 0 ? random.nextInt(1000) : epoch + random.nextInt(3) - 1;
        int number = Math.max(0, which);
        return switch (random.nextInt(10)) {
            case 0 -> new ControlMessage.Hello(Optional.empty(), random.nextBoolean());
            case 1, 2 -> new ControlMessage.Candidates(candidates());
            case 3 -> new ControlMessage.Punch(number, random.nextInt(5001));
            case 4, 5 -> new ControlMessage.Proved(random.nextBoolean() ? ADDRESSES.getFirst() : address(), address());
            case 6 -> new ControlMessage.Switch(number, address(), ADDRESSES.getFirst());
            case 7 -> new ControlMessage.SwitchAck(number);
            case 8 -> new ControlMessage.Fallback(number,
                    FallbackReason.values()[random.nextInt(FallbackReason.values().length)]);
            default -> random.nextInt(5) == 0 ? new ControlMessage.Bye() : new ControlMessage.FallbackAck(number);
        };
    }
}
