// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import mesh.derp.GoneReason;
import mesh.derp.Packets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.derp.client.HttpProxies;
import mesh.derp.client.LinkState;
import mesh.derp.client.RelayClient;
import mesh.derp.client.RelayListener;
import mesh.derp.client.RelayStatus;
import mesh.derp.client.StunLatency;
import mesh.name.NodeName;
import mesh.pair.wire.ControlChannel;
import mesh.shim.PacketSink;

/**
 * The relays, as the agent uses them: WireGuard's packets pass the loop by, all else is told. Before {@link #start}, packets
 * are dropped. Safe for concurrent use.
 */
final class Relays implements PacketSink, RelayListener, AutoCloseable {

    /** Who is told; by threads of the relays, which wait meanwhile. */
    interface Listener {
        /**
         * A packet that is none of ours.
         *
         * @return whether it is from a peer
         */
        boolean data(RelayPublicKey source, ByteBuffer packet);

        /** An envelope, from whom the relay says. */
        void envelope(NodeName relay, RelayPublicKey source, byte[] envelope);

        void gone(NodeName relay, RelayPublicKey peer, GoneReason reason);

        /** Something of a relay's state is another. */
        void changed();
    }

    private final List<NodeName> names;
    private final Listener listener;
    private volatile Optional<RelayClient> client = Optional.empty();

    Relays(List<NodeName> names, Listener listener) {
        this.names = List.copyOf(names);
        this.listener = listener;
    }

    void start(AgentConfig config, RelayPrivateKey identity, HttpProxies proxies) {
        client = Optional.of(RelayClient.start(config.relays(), identity, proxies, new StunLatency(), this));
    }

    @Override
    public boolean send(RelayPublicKey peer, ByteBuffer packet) {
        Optional<RelayClient> started = client;
        return started.isPresent() && started.get().send(peer, packet);
    }

    private boolean isUp(NodeName relay) {
        return client.stream().flatMap(started -> started.relays().stream())
                .anyMatch(one -> one.relay().name().equals(relay) && one.state() instanceof LinkState.Up);
    }

    /** Through the peer's home; through all relays where that is not known or not connected: the peer may have left it. */
    void tell(RelayPublicKey peer, Optional<NodeName> home, byte[] envelope) {
        for (NodeName relay : home.filter(this::isUp).map(List::of).orElse(names)) {
            answer(relay, peer, envelope);
        }
    }

    /** Through one relay. */
    void answer(NodeName relay, RelayPublicKey peer, byte[] envelope) {
        client.ifPresent(started -> started.sendThrough(relay, peer, envelope));
    }

    void doubt() {
        client.ifPresent(RelayClient::doubt);
    }

    /** Connections that may be broken are looked after at once. */
    void networkChanged() {
        client.ifPresent(RelayClient::networkChanged);
    }

    /** @param relay that {@link #knows} */
    void isAt(RelayPublicKey peer, NodeName relay) {
        client.ifPresent(started -> started.peerHome(peer, relay));
    }

    boolean knows(NodeName relay) {
        return names.contains(relay);
    }

    void forget(RelayPublicKey peer) {
        client.ifPresent(started -> started.forget(peer));
    }

    Optional<NodeName> home() {
        return client.flatMap(RelayClient::home);
    }

    List<RelayStatus> status() {
        return client.map(RelayClient::relays).orElse(List.of());
    }

    boolean isReachable() {
        return status().stream().anyMatch(relay -> relay.state() instanceof LinkState.Up);
    }

    @Override
    public void received(NodeName relay, RelayPublicKey source, ByteBuffer packet) {
        if (!Packets.isDisco(packet, packet.position(), packet.remaining())) {
            if (listener.data(source, packet)) {
                client.ifPresent(started -> started.seenAt(source, relay));
            }
        } else if (packet.remaining() <= ControlChannel.MOST_BYTES) {
            byte[] envelope = new byte[packet.remaining()];
            packet.get(envelope);
            listener.envelope(relay, source, envelope);
        }
    }

    @Override
    public void peerGone(NodeName relay, RelayPublicKey peer, GoneReason reason) {
        listener.gone(relay, peer, reason);
    }

    @Override
    public void changed(RelayStatus status) {
        listener.changed();
    }

    @Override
    public void close() {
        client.ifPresent(RelayClient::close);
    }
}
