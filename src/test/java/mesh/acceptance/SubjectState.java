// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabHost;
import mesh.lab.LabOs;

/**
 * What a host has of one network behind a peer: in the file, as the peer's allowed IPs, as a route. All of it or
 * nothing, or the host is half-way between two configurations.
 *
 * @param generation of the manifest; 0 without one
 */
record SubjectState(boolean file, boolean peer, boolean route, int generation) {
    private static final Pattern GENERATION = Pattern.compile("(?m)^generation (\\d+)$");

    static SubjectState of(LabHost host, String network) {
        boolean openBsd = host.os() == LabOs.OPENBSD;
        String text = host.run("cat /etc/mesh/wg0/manifest 2>/dev/null; echo ---; cat "
                + (openBsd
                        ? "/etc/hostname.wg0; echo ---; ifconfig wg0; echo ---; route -n show"
                        : "/etc/wireguard/wg0.conf; echo ---; wg show wg0 allowed-ips; echo ---; ip route show"))
                .out();
        List<String> parts = List.of((text + " ").split("---\n"));
        Matcher generation = GENERATION.matcher(parts.getFirst());
        return new SubjectState(has(parts, 1, network), has(parts, 2, network),
                has(parts, 3, network), generation.find() ? Integer.parseInt(generation.group(1)) : 0);
    }

    private static boolean has(List<String> parts, int part, String network) {
        return parts.size() > part && parts.get(part).contains(network);
    }

    boolean half() {
        return file != peer || peer != route;
    }

    /** The host has the network, wholly. */
    boolean with() {
        return file && peer && route;
    }
}
