// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.live.LogEntry;
import mesh.lock.Reach;

/**
 * Reads the end of a host's log of applied changes. It changes nothing.
 *
 * @param program to run as root
 * @param marker starts each section line; made for this run
 */
public record LogProgram(HostProgram program, String marker) {
    /** @param count of lines at the most */
    public static LogProgram of(Reach reach, int count, String marker) {
        String command = ShellText
                .words(List.of("print_log", marker, reach.interfaceName().text(), Integer.toString(count)));
        return new LogProgram(HostProgram.printing(List.of("common", "log"), command + "\n"), marker);
    }

    /**
     * What the program printed, oldest first; empty where the host has no log.
     *
     * @throws SnapshotException if the output is not whole
     */
    public List<LogEntry> read(String output) throws SnapshotException {
        return LogEntry.read(SnapshotSections.parse(output, marker).lines("log"));
    }
}
