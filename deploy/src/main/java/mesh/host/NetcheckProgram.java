// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;

import mesh.net.InterfaceName;

/**
 * Has the program of a host's agent ask relays and the router what the network lets the host do. It changes nothing.
 *
 * @param program to run as root
 * @param marker starts each section line; made for this run
 */
public record NetcheckProgram(HostProgram program, String marker) {

    public static NetcheckProgram of(InterfaceName name, String marker) {
        return new NetcheckProgram(HostProgram.printing(List.of("common", "netcheck"),
                ShellText.words(List.of("print_netcheck", marker, name.text())) + "\n"), marker);
    }

    /**
     * What it said, which is JSON where all went well; absent where the host has no agent.
     *
     * @throws SnapshotException if the output is not whole
     */
    public Optional<String> read(String output) throws SnapshotException {
        return SnapshotSections.parse(output, marker).find("netcheck").map(lines -> String.join("\n", lines));
    }
}
