// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.security.SecureRandom;

import mesh.derp.RelayPrivateKey;
import mesh.net.TransportAddress;
import mesh.pair.PairSettings;
import mesh.pair.PairSwitch;
import mesh.pair.wire.ControlChannel;
import mesh.pair.wire.ProbeSeal;
import mesh.shim.Shim;

/** Makes pairs. What each says belongs to a session of its own. By the loop's thread alone. */
final class PairMaker {
    private final RelayPrivateKey identity;
    private final Shim shim;
    private final PairEffects effects;
    private final SecureRandom random = new SecureRandom();

    PairMaker(RelayPrivateKey identity, Shim shim, PairEffects effects) {
        this.identity = identity;
        this.shim = shim;
        this.effects = effects;
    }

    private long nonZero() {
        long number = random.nextLong();
        return number == 0 ? 1 : number;
    }

    /**
     * A pair whose peer has a port at the shim.
     *
     * @throws IOException if there is no port
     * @throws IllegalArgumentException if {@code peer} is this host
     */
    AgentPair make(AgentConfig config, AgentPeer peer, long nowNanos) throws IOException {
        ControlChannel channel = new ControlChannel(identity, peer.relayKey(), nonZero(), random);
        ProbeSeal seal = new ProbeSeal(identity, peer.relayKey(), random);
        PairSwitch decisions = new PairSwitch(identity.publicKey(), peer.relayKey(),
                new PairSettings(config.mtuBytes(), config.inside(peer)), random, nowNanos);
        TransportAddress port = shim.add(peer.relayKey(), identity.publicKey().compareTo(peer.relayKey()) > 0);
        return new AgentPair(peer, decisions, channel, seal, port, effects, nowNanos);
    }
}
