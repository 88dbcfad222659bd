// SPDX-License-Identifier: Apache-2.0
package mesh.cli.status;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.cli.status.StatusDocument.HostStatus;

/**
 * A status while some hosts have not answered.
 *
 * @param answered the hosts that have
 * @param asked names of the others
 */
public record PartialStatus(StatusDocument answered, List<String> asked) {
    /** The state of a host of which nothing is known yet. */
    public static final String ASKED = "asked";

    public PartialStatus {
        asked = List.copyOf(asked);
    }

    /** All hosts: those that are still asked as they were {@code before}, or {@link #ASKED} where they were not there. */
    public StatusDocument over(Optional<StatusDocument> before) {
        List<HostStatus> known = before.map(StatusDocument::hosts).orElse(List.of());
        Stream<HostStatus> others = asked.stream().map(name -> known.stream()
                .filter(host -> host.name().equals(name)).findFirst().orElseGet(() -> asked(name)));
        return new StatusDocument(answered.format(), answered.mesh(),
                Stream.of(answered.hosts(), others.toList()).flatMap(Collection::stream)
                        .sorted(Comparator.comparing(HostStatus::name)).toList(),
                answered.stillConfigured());
    }

    private static HostStatus asked(String name) {
        return new HostStatus(name, ASKED, "no answer yet", "", List.of(), 0, List.of(), List.of());
    }
}
