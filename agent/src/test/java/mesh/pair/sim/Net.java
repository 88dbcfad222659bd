// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.function.BiPredicate;

import mesh.net.TransportAddress;

/** The way between two hosts: NATs on both ends, and what goes wrong between them. */
final class Net {
    final Timeline time;
    double loss;
    /** One way, in milliseconds. */
    double delay = 15;
    double jitter = 2;
    double relayDelay = 20;
    double relayLoss;
    boolean isLan;
    /** Direct packets that do not pass: from which host (0 or 1), and what. */
    BiPredicate<Integer, Packet> drops = (_, _) -> false;
    final SimHost[] hosts = new SimHost[2];

    Net(Timeline time) {
        this.time = time;
    }

    SimHost other(SimHost host) {
        return hosts[1 - host.index];
    }

    void send(SimHost from, TransportAddress to, Packet packet) {
        SimHost peer = other(from);
        boolean isOnLan = isLan && to.equals(peer.inner());
        TransportAddress source = isOnLan ? from.inner() : from.nat.out(from.inner(), to).orElse(null);
        if (source == null || time.random.nextDouble() < loss || drops.test(from.index, packet)) {
            return;
        }
        double took = isOnLan ? 0.5 : delay + time.random.nextDouble() * jitter;
        time.in(Timeline.ms(took), () -> {
            if (isOnLan ? to.equals(peer.inner()) : peer.nat.in(source, to)) {
                peer.arrived(source, packet);
            }
        });
    }

    /** Through the relay; false if the peer is at none. */
    boolean relay(SimHost from, Runnable arrives) {
        SimHost peer = other(from);
        if (!from.isRelayUp || time.random.nextDouble() < relayLoss) {
            return true;
        }
        if (!peer.isRelayUp || !peer.isAgentUp()) {
            return false;
        }
        time.in(Timeline.ms(relayDelay + time.random.nextDouble() * jitter), () -> {
            if (peer.isRelayUp) {
                arrives.run();
            }
        });
        return true;
    }
}
