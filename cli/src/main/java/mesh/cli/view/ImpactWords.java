// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import mesh.plan.PlanDocument.Host;

/** What a change does to a host's traffic, in a few words. */
public final class ImpactWords {
    static final String NOTHING = "nothing that runs changes";

    private ImpactWords() {}

    /** {@code in place, sessions go on}, {@code is set up}, {@code leaves the mesh} and the like. */
    public static String of(Host host) {
        if (host.action().equals("remove")) {
            return "leaves the mesh";
        }
        return switch (host.impact()) {
            case "in-place" -> "in place, sessions go on";
            case "sessions-drop" -> "sessions drop";
            case "interface-down" -> "the interface goes down";
            default -> ofNone(host);
        };
    }

    private static String ofNone(Host host) {
        if (host.action().equals("create")) {
            return "is set up";
        }
        return makesInterface(host) ? "the interface comes up" : NOTHING;
    }

    private static boolean makesInterface(Host host) {
        return host.changes().stream().anyMatch(line -> line.kind().equals("interface-create"));
    }
}
