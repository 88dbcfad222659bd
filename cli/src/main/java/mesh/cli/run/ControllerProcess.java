// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which process of which running kernel this is, so that a lease of a run that died here can be told from one that is at
 * work. A text such as {@code BOOT/PID-NAMESPACE/PID/START}, or {@code -} on systems without {@code /proc}.
 */
public final class ControllerProcess {
    /** Field of {@code /proc/PID/stat}, counted after the command's closing bracket (proc(5): starttime). */
    private static final int START_FIELD = 19;

    private ControllerProcess() {}

    /** This process. */
    public static String text() {
        String start = start(ProcessHandle.current().pid());
        String kernel = kernel();
        return start.isEmpty() || kernel.isEmpty()
                ? "-"
                : kernel + "/" + ProcessHandle.current().pid() + "/" + start;
    }

    /** True only where {@code other} ran under this kernel, among the processes that can be seen here, and is over. */
    public static boolean isGone(String other) {
        String prefix = kernel() + "/";
        if (prefix.length() == 1 || !other.startsWith(prefix)) {
            return false;
        }
        String[] parts = other.substring(prefix.length()).split("/", -1);
        return parts.length == 2 && parts[0].matches("[0-9]{1,9}")
                && !start(Long.parseLong(parts[0])).equals(parts[1]);
    }

    private static String kernel() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return boot + "/" + namespace.toString().replaceAll("[^0-9]", "");
        } catch (IOException absent) {
            return "";
        }
    }

    /** When the process began, in ticks since boot; empty where there is none. */
    private static String start(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > START_FIELD ? fields[START_FIELD] : "";
        } catch (IOException gone) {
            return "";
        }
    }
}
