// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.files.HostPath;
import mesh.lock.Reach;

/**
 * Reads a host in one go: facts, manifest, files, running interface. It changes nothing, and no secret is in its output.
 *
 * @param program to run as root
 * @param marker starts each section line; made for this run, so that no file on the host can hold it
 */
public record SnapshotProgram(HostProgram program, String marker) {
    /**
     * @param reach the host's system and interface
     * @param paths to look at besides those of the manifest
     * @param asksAgent what the host's agent says, too
     * @param marker a word made for this run from at least 16 random bytes
     */
    public static SnapshotProgram of(Reach reach, List<HostPath> paths, boolean asksAgent, String marker) {
        List<String> words = new ArrayList<>(
                List.of("snapshot", asksAgent ? "agent_says" : ":", marker, reach.os().text(),
                        reach.interfaceName().text()));
        FormatPaths.of(reach).forEach(path -> words.add(path.text()));
        paths.forEach(path -> words.add(path.text()));
        String commands = ShellText.words(words) + "\n";
        return new SnapshotProgram(HostProgram.printing(List.of("common", "snapshot"), commands), marker);
    }
}
