// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long processors have worked, as Linux counts it: proc(5). */
public final class ProcessorTime {
    /** USER_HZ, in which Linux tells times; it is 100 on every Linux that Java runs on. */
    public static final double TICKS_PER_SECOND = 100;

    private ProcessorTime() {}

    /** Seconds of a process of this machine so far, of the user and of the system. */
    public static double seconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
