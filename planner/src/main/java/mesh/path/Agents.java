// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;

import mesh.model.AgentUse;
import mesh.model.Host;
import mesh.model.Mesh;

/** Which two nodes may leave their path to agents. There has to be a relay: it is where agents find each other. */
final class Agents {
    private final boolean hasRelay;

    Agents(Mesh mesh) {
        this.hasRelay = mesh.hosts().stream().anyMatch(host -> host.relay().isPresent());
    }

    boolean hasRelay() {
        return hasRelay;
    }

    /** Both are hosts that may run an agent. */
    boolean may(Member one, Member other) {
        return hasRelay && allows(one) && allows(other);
    }

    /** Besides, one of them is to leave all its paths to agents. */
    boolean must(Member one, Member other) {
        return may(one, other) && (isAlways(one) || isAlways(other));
    }

    static boolean isAlways(Member member) {
        return use(member).filter(AgentUse.ALWAYS::equals).isPresent();
    }

    /** A host that says no. */
    static boolean isNever(Member member) {
        return use(member).filter(AgentUse.NEVER::equals).isPresent();
    }

    private static boolean allows(Member member) {
        return use(member).filter(use -> use != AgentUse.NEVER).isPresent();
    }

    private static Optional<AgentUse> use(Member member) {
        return member.node() instanceof Host host ? Optional.of(host.agent()) : Optional.empty();
    }
}
