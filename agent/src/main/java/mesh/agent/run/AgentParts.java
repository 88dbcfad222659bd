// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.Optional;

import mesh.mapping.Egress;
import mesh.probe.PacketInjector;
import mesh.probe.ProbeSettings;
import mesh.probe.ProbeSockets;
import mesh.probe.SharedProbeSocket;
import mesh.relay.EventLog;
import mesh.wireguard.WireGuardControl;

/**
 * What the agent has of the system. A system that gives no injector or no probe socket makes the agent poorer, not useless.
 *
 * @param wireGuard the interface
 * @param port WireGuard's port
 * @param injector empty where late packets are dropped
 */
record AgentParts(WireGuardControl wireGuard, SharedProbeSocket port, Optional<PacketInjector> injector)
        implements
            AutoCloseable {

    static AgentParts open(AgentConfig config, EventLog log) throws IOException {
        return new AgentParts(WireGuardControl.of(config.interfaceName()),
                SharedProbeSocket.open(new ProbeSettings(config.listenPort(), config.mark(), Egress::find)),
                injector(config.mark(), log));
    }

    private static Optional<PacketInjector> injector(int mark, EventLog log) {
        try {
            return ProbeSockets.injector(mark);
        } catch (IOException refused) {
            log.event("no-injector", "why", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
        if (injector.isPresent()) {
            injector.get().close();
        }
    }
}
