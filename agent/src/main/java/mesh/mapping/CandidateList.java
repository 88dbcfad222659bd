// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.portmap.MappingState;
import mesh.stun.MappingBehaviour;
import mesh.stun.StunReport;

/**
 * Makes of all that is known a list: declared, this host's own, seen by servers, given by the router; then what is likely
 * to lead nowhere: devices inside the host, and what a router gave that is behind another NAT itself.
 */
final class CandidateList {
    /** More than a host in its senses has; a peer probes each of them. */
    static final int MOST = 16;

    private CandidateList() {}

    static OwnCandidates of(MapperSettings settings, List<HostAddress> addresses, Optional<StunReport> report,
            Optional<MappingState> router) {
        List<Candidate> all = new ArrayList<>();
        settings.declared().forEach(address -> all.add(new Candidate(Candidate.Kind.DECLARED, address)));
        addresses.stream().filter(one -> !one.isInner()).forEach(one -> all.add(host(one, settings.port())));
        report.ifPresent(seen -> mapped(seen).forEach(all::add));
        forwarded(router, false).forEach(all::add);
        addresses.stream().filter(HostAddress::isInner).forEach(one -> all.add(host(one, settings.port())));
        forwarded(router, true).forEach(all::add);
        return new OwnCandidates(distinct(all), report.map(CandidateList::varies).orElse(false));
    }

    private static Candidate host(HostAddress one, Port port) {
        return new Candidate(Candidate.Kind.HOST, new TransportAddress(one.address(), port));
    }

    private static Stream<Candidate> mapped(StunReport report) {
        return Stream.of(report.mapped(false), report.mapped(true)).flatMap(Optional::stream)
                .map(address -> new Candidate(Candidate.Kind.MAPPED, address));
    }

    private static Stream<Candidate> forwarded(Optional<MappingState> router, boolean isBehindAnotherNat) {
        return router.stream().filter(MappingState.Mapped.class::isInstance).map(MappingState.Mapped.class::cast)
                .filter(mapped -> mapped.isBehindAnotherNat() == isBehindAnotherNat)
                .map(mapped -> new Candidate(Candidate.Kind.FORWARDED, mapped.external()));
    }

    private static boolean varies(StunReport report) {
        return report.mapping(false) == MappingBehaviour.VARIES_BY_DESTINATION
                || report.mapping(true) == MappingBehaviour.VARIES_BY_DESTINATION;
    }

    private static List<Candidate> distinct(List<Candidate> all) {
        SequencedSet<TransportAddress> seen = new LinkedHashSet<>();
        return all.stream().filter(candidate -> seen.add(candidate.address())).limit(MOST).toList();
    }
}
