// SPDX-License-Identifier: Apache-2.0
package mesh.agent.netcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import mesh.derp.client.RelayCheck;
import mesh.net.IpAddress;
import mesh.stun.MappingBehaviour;

/** A {@link NetcheckReport} for people: a line for each matter. */
public final class NetcheckText {
    private static final Duration NOT_TOLD = Duration.ofMillis(1500);

    private final List<String> lines = new ArrayList<>();

    private NetcheckText() {}

    public static List<String> of(NetcheckReport report) {
        NetcheckText text = new NetcheckText();
        text.line("UDP", (report.udp() ? "passes" : "nothing comes back") + report.port().map(port -> "; asked from "
                + "WireGuard's port " + port).orElse("; asked from another port than WireGuard's: "
                        + report.whyNotThere()));
        text.line("IPv4", family(report, false));
        text.line("IPv6", family(report, true));
        text.line("port mapping", report.router().map(NetcheckText::router).orElse("there is no router"));
        report.relays().forEach(relay -> text.line("relay " + relay.name(), relay(relay)));
        text.line("captive portal", report.captivity().map(NetcheckText::captivity).orElse("no relay was asked"));
        text.line("clock", report.clockAhead().map(NetcheckText::clock).orElse("no relay tells its time"));
        text.line("MTU", report.mtu().map(NetcheckText::mtu).orElse("unknown"));
        return text.lines;
    }

    private void line(String matter, String finding) {
        lines.add("%-18s %s".formatted(matter, finding).replaceAll("\\p{C}", "?"));
    }

    private static String family(NetcheckReport report, boolean isV6) {
        return report.stun().mapped(isV6).map(address -> address + ", " + switch (report.stun().mapping(isV6)) {
            case ENDPOINT_INDEPENDENT -> "the same for all: peers see it too";
            case VARIES_BY_DESTINATION -> "another for each destination: peers see a port that nobody can tell";
            case UNKNOWN -> MappingBehaviour.UNKNOWN + " whether peers see it too: that takes two relays that answer";
        }).orElse("no answer");
    }

    private static String router(NetcheckReport.Router router) {
        List<String> speaks = new ArrayList<>();
        if (router.speaks().pcp()) {
            speaks.add("PCP");
        }
        if (router.speaks().natPmp()) {
            speaks.add("NAT-PMP");
        }
        return (speaks.isEmpty() ? "neither PCP nor NAT-PMP" : String.join(" and ", speaks)) + " at "
                + router.address() + router.speaks().external().map(IpAddress::toString)
                        .map(outer -> ", whose outer address is " + outer).orElse("");
    }

    private static String relay(NetcheckReport.RelayLine relay) {
        String stun = "STUN " + latency(relay.v4()) + " over IPv4, " + latency(relay.v6()) + " over IPv6";
        return stun + ", HTTPS " + relay.https().map(answer -> millis(answer.answered()) + " (TCP "
                + millis(answer.connected()) + ")").orElse("fails: " + relay.problem());
    }

    private static String latency(Optional<Duration> latency) {
        return latency.map(NetcheckText::millis).orElse("no answer");
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String captivity(RelayCheck.Captivity captivity) {
        return switch (captivity) {
            case NONE -> "none: the relay itself answers on port 80";
            case CAPTIVE -> "somebody else answers for the relay on port 80: open a web page and log in";
            case UNKNOWN -> "unknown: nobody answers on port 80 of the relay";
        };
    }

    private static String clock(Duration ahead) {
        if (ahead.abs().compareTo(NOT_TOLD) < 0) {
            return "right within a second or so";
        }
        return ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "ahead" : "behind") + ", says the nearest relay";
    }

    private static String mtu(NetcheckReport.Mtu mtu) {
        return mtu.deviceBytes() + " at " + mtu.device() + ", " + mtu.pathBytes()
                .map(bytes -> bytes + " to relay " + mtu.relay()).orElse("not measured on the way");
    }
}
