// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import mesh.derp.RelayPrivateKey;
import mesh.pair.PairState;

/** Two hosts, and somebody who pings from the first to the second. */
final class World {
    static final RelayPrivateKey SMALL = RelayPrivateKey
            .parse("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    static final RelayPrivateKey LARGE = RelayPrivateKey
            .parse("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");

    final Timeline time;
    final Net net;
    final SimHost a;
    final SimHost b;
    /** When each ping was sent, until it is answered. */
    final TreeMap<Long, Long> unanswered = new TreeMap<>();
    final List<Long> answers = new ArrayList<>();
    private long pings;
    private long pingEvery;
    private long apartSince = Long.MIN_VALUE;
    long longestApart;

    World(long seed, Nat.Kind first, Nat.Kind second) {
        this.time = new Timeline(seed);
        this.net = new Net(time);
        boolean swap = seed % 2 == 0;
        this.a = new SimHost(net, 0, first, swap ? LARGE : SMALL, (swap ? SMALL : LARGE).publicKey());
        this.b = new SimHost(net, 1, second, swap ? SMALL : LARGE, (swap ? LARGE : SMALL).publicKey());
        net.hosts[0] = a;
        net.hosts[1] = b;
        a.pinged = number -> {
            unanswered.remove(number);
            answers.add(time.now());
        };
        watch();
    }

    World started() {
        a.start();
        b.start();
        return this;
    }

    World pinging(double everyMillis) {
        boolean isRunning = pingEvery > 0;
        pingEvery = Timeline.ms(everyMillis);
        if (!isRunning) {
            ping();
        }
        return this;
    }

    void quiet() {
        pingEvery = 0;
    }

    private void ping() {
        if (pingEvery > 0) {
            long number = pings++;
            unanswered.put(number, time.now());
            if (!a.isAsleep) {
                a.kernel.data(128, new Packet.Ping(number, false));
            }
            time.in(pingEvery, this::ping);
        }
    }

    World run(double seconds) {
        time.run(Timeline.ms(seconds * 1000));
        return this;
    }

    /** One direct and the other not, while both agents can talk. */
    private void watch() {
        boolean canTalk = a.isAgentUp() && b.isAgentUp() && a.isRelayUp && b.isRelayUp;
        boolean isApart = (a.state() == PairState.RELAY) != (b.state() == PairState.RELAY);
        if (!isApart || !canTalk) {
            apartSince = Long.MIN_VALUE;
        } else if (apartSince == Long.MIN_VALUE) {
            apartSince = time.now();
        } else {
            longestApart = Math.max(longestApart, time.now() - apartSince);
        }
        time.in(Timeline.ms(200), this::watch);
    }

    boolean isDirect() {
        return a.state() == PairState.DIRECT && b.state() == PairState.DIRECT;
    }

    boolean isRelayed() {
        return a.state() == PairState.RELAY && b.state() == PairState.RELAY;
    }

    /** Seconds until both are direct; more than {@code most} if they are not by then. */
    double untilDirect(double most) {
        double waited = 0;
        while (!isDirect() && waited <= most) {
            run(0.01);
            waited += 0.01;
        }
        return waited;
    }

    /** The longest time without an answer in the last {@code seconds}, in seconds. */
    double outage(double seconds) {
        long from = time.now() - Timeline.ms(seconds * 1000);
        long last = from;
        long longest = 0;
        for (long answer : answers) {
            if (answer - from > 0) {
                longest = Math.max(longest, answer - last);
                last = answer;
            }
        }
        return Math.max(longest, time.now() - last) / 1e9;
    }

    /** Pings that were sent in the last {@code seconds}, long enough ago, and never answered. */
    long lost(double seconds) {
        long from = time.now() - Timeline.ms(seconds * 1000);
        return unanswered.values().stream().filter(sent -> sent - from >= 0 && time.now() - sent > 1e9).count();
    }

    @Override
    public String toString() {
        return "a " + a.state() + " (" + a.why() + "), b " + b.state() + " (" + b.why() + ")";
    }
}
