// SPDX-License-Identifier: Apache-2.0
package mesh.agent.netcheck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.derp.client.RelayCheck;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.portmap.RouterProbe;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;

/**
 * What the network lets a host do.
 *
 * @param port WireGuard's port, if servers were asked from there
 * @param whyNotThere why they were not; empty if they were
 * @param router of the default IPv4 route, with what it speaks; empty without one
 * @param captivity empty where there is no relay to ask
 */
public record NetcheckReport(Optional<Port> port, String whyNotThere, StunReport stun, List<RelayLine> relays,
        Optional<Router> router, Optional<RelayCheck.Captivity> captivity, Optional<Mtu> mtu) {
    public NetcheckReport {
        relays = List.copyOf(relays);
    }

    /** Who the router is, and what it speaks. */
    public record Router(IpAddress address, RouterProbe speaks) {}

    /**
     * How long packets may be.
     *
     * @param device the interface towards relays
     * @param deviceBytes as the interface is set
     * @param pathBytes the longest IP packet that reached {@code relay} in one piece; empty where none did, or where nothing
     *     could be sent from WireGuard's port
     */
    public record Mtu(String device, int deviceBytes, Optional<Integer> pathBytes, String relay) {}

    /**
     * What one relay said.
     *
     * @param v4 latency of STUN
     * @param v6 the same over IPv6
     * @param https empty if it cannot be reached
     * @param problem why not; empty if it can
     */
    public record RelayLine(String name, Optional<Duration> v4, Optional<Duration> v6,
            Optional<RelayCheck.Answer> https, String problem) {}

    /** Whether any UDP came back. */
    public boolean udp() {
        return stun.answers().stream().anyMatch(answer -> answer.outcome() instanceof StunOutcome.Mapped);
    }

    /** Whether any relay is of use. */
    public boolean reachesARelay() {
        return relays.stream().anyMatch(relay -> relay.https.isPresent());
    }

    /** The clock's error by the nearest relay that tells its time; what it cannot tell is within a second. */
    public Optional<Duration> clockAhead() {
        return relays.stream().flatMap(relay -> relay.https.stream())
                .filter(answer -> answer.clockAhead().isPresent())
                .min(java.util.Comparator.comparing(RelayCheck.Answer::answered))
                .flatMap(RelayCheck.Answer::clockAhead);
    }
}
