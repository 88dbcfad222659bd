// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/**
 * What several servers said, asked from one socket of each family.
 *
 * @param answers one for each server, in the order in which they were given
 */
public record StunReport(List<Answer> answers) {

    /** What one server said. */
    public record Answer(TransportAddress server, StunOutcome outcome) {}

    public StunReport {
        answers = List.copyOf(answers);
    }

    /** The address that the fastest server of the family saw. */
    public Optional<TransportAddress> mapped(boolean isV6) {
        return mappings(isV6).stream()
                .min(Comparator.comparing(m -> m.outcome.latency())).map(m -> m.outcome.address());
    }

    /** How the NAT on the way, if there is one, maps packets of the family. */
    public MappingBehaviour mapping(boolean isV6) {
        List<Mapping> mappings = mappings(isV6);
        if (mappings.stream().map(m -> m.outcome.address()).distinct().count() > 1) {
            return MappingBehaviour.VARIES_BY_DESTINATION;
        }
        List<IpAddress> servers = mappings.stream().map(m -> m.server.address()).distinct().toList();
        return servers.size() < 2 ? MappingBehaviour.UNKNOWN : MappingBehaviour.ENDPOINT_INDEPENDENT;
    }

    private record Mapping(TransportAddress server, StunOutcome.Mapped outcome) {}

    private List<Mapping> mappings(boolean isV6) {
        return answers.stream().filter(answer -> answer.server.address().isV6() == isV6)
                .flatMap(answer -> answer.outcome instanceof StunOutcome.Mapped mapped
                        ? Stream.of(new Mapping(answer.server, mapped))
                        : Stream.empty())
                .toList();
    }
}
