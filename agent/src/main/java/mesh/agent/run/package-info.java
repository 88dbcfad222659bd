// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mesh-agent run}: one thread owns all pairs. What happens at sockets, timers and relays comes to it as events; what
 * the pairs decide it does.
 *
 * <pre>
 *   relays ──sealed messages──┐                       ┌──→ endpoints of WireGuard, by {@code mesh.wireguard}
 *   WireGuard's port ─probes──┼→ AgentLoop → AgentPair┼──→ sealed messages, probes, beats
 *   tunnel ──beats────────────┤      (PairSwitch)     └──→ log, status, metrics
 *   wg, mapper, timers ───────┘
 *   relays ←──WireGuard's packets──→ Shim ←──→ WireGuard      (past the loop)
 * </pre>
 *
 * <p>May import core and the agent's rooms; {@code mesh.pair} decides, this does.
 */
@NullMarked
package mesh.agent.run;

import org.jspecify.annotations.NullMarked;
