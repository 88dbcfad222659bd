// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import mesh.derp.client.Relay;
import mesh.mapping.Mapper;
import mesh.mapping.MapperSettings;
import mesh.net.Endpoint;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.probe.SharedProbeSocket;
import mesh.relay.EventLog;

/** Makes a {@link Mapper} of an agent's file. */
final class AgentMapper {
    private AgentMapper() {}

    /** Empty, with a line in the log, where the system does not tell of its network. */
    static Optional<Mapper> start(AgentConfig config, SharedProbeSocket port, Mapper.Listener listener,
            EventLog log) {
        try {
            return Optional.of(Mapper.start(new MapperSettings(config.listenPort(), config.interfaceName().text(),
                    Set.copyOf(config.addresses()), servers(config), config.endpoints(), config.portMapping()), port,
                    listener));
        } catch (IOException untold) {
            log.event("no-mapper", "why", String.valueOf(untold.getMessage()));
            return Optional.empty();
        }
    }

    private static List<Endpoint> servers(AgentConfig config) {
        return config.relays().stream().flatMap(AgentMapper::server).toList();
    }

    private static Stream<Endpoint> server(Relay relay) {
        return relay.stunPort().map(port -> new Endpoint(relay.host(), port)).stream();
    }

    /** What is known before anything is asked: where the spec says that this host can be called. */
    static OwnCandidates declared(AgentConfig config) {
        return new OwnCandidates(config.endpoints().stream()
                .map(endpoint -> new Candidate(Candidate.Kind.DECLARED, endpoint)).toList(), false);
    }
}
