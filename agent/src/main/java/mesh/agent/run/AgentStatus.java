// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import mesh.derp.client.LinkState;
import mesh.derp.client.RelayStatus;
import mesh.mapping.MapperStatus;
import mesh.name.NodeName;
import mesh.pair.PairStatus;
import mesh.shim.ShimCounts;
import mesh.stun.StunOutcome;

/**
 * The agent as it is at a moment.
 *
 * @param problems what keeps it from doing all it could, for people
 */
record AgentStatus(AgentConfig config, Instant started, Optional<NodeName> home, List<RelayStatus> relays,
        Optional<MapperStatus> mapping, List<Pair> pairs, List<String> problems) {

    /** @param relay at which the peer is found, where it is known */
    record Pair(AgentPeer peer, PairStatus status, Optional<NodeName> relay, ShimCounts counts) {}

    AgentStatus {
        relays = List.copyOf(relays);
        pairs = List.copyOf(pairs);
        problems = List.copyOf(problems);
    }

    static boolean isUp(RelayStatus relay) {
        return relay.state() instanceof LinkState.Up;
    }

    /** Whether a STUN server answered in the last round. */
    boolean isMapped() {
        return mapping.flatMap(MapperStatus::report).filter(report -> report.answers().stream()
                .anyMatch(answer -> answer.outcome() instanceof StunOutcome.Mapped)).isPresent();
    }
}
