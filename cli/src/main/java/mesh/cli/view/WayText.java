// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.Locale;
import java.util.Optional;

import mesh.cli.status.StatusDocument.AgentWay;

/** Where packets to a peer go, in a few words. */
public final class WayText {
    private WayText() {}

    /**
     * {@code 198.51.100.7:51820, direct for 3 min, 12.3 ms} or {@code by relay web for 3 s: no endpoint answers}.
     *
     * @param way what an agent says
     * @param endpoint what the interface says; of a peer that a relay serves it is the agent's own
     */
    public static String of(Optional<AgentWay> way, Optional<String> endpoint) {
        return way.map(WayText::of).orElseGet(() -> endpoint.orElse("-"));
    }

    /** {@code direct, 12.3 ms} or {@code relay web}; what the interface says where no agent finds the way. */
    static String brief(Optional<AgentWay> way, Optional<String> endpoint) {
        return way.map(found -> switch (found.path()) {
            case "direct" -> "direct" + time(found);
            case "trial" -> "on trial" + time(found);
            default -> "relay" + found.relay().map(name -> " " + name).orElse("") + time(found);
        }).orElseGet(() -> endpoint.orElse("-"));
    }

    private static String time(AgentWay way) {
        return way.roundTripMilliseconds().map(ms -> String.format(Locale.ROOT, ", %.1f ms", ms)).orElse("");
    }

    private static String of(AgentWay way) {
        String since = " for " + Words.age(way.sinceSeconds());
        String time = time(way);
        return switch (way.path()) {
            case "direct" -> way.endpoint().map(found -> found + ", ").orElse("") + "direct" + since + time;
            case "trial" -> way.endpoint().map(found -> found + ", ").orElse("") + "on trial" + since + time;
            default -> "by relay" + way.relay().map(name -> " " + name).orElse("") + since + time
                    + (way.whyNotDirect().isEmpty() ? "" : ": " + way.whyNotDirect());
        };
    }

    /** A direct way is what is wanted. */
    static String painted(Palette palette, Optional<AgentWay> way, String text) {
        return way.map(found -> found.path().equals("direct") ? palette.good(text) : palette.change(text)).orElse(text);
    }
}
