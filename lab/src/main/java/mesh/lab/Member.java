// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One running set of namespaces: a host or a router between its start and its end. The script it runs first prints its
 * process number as this JVM sees it, then reads one line before it touches the network: in between, the lab puts the
 * links into its namespace.
 */
final class Member {

    private final Process process;
    private final long pid;

    private Member(Process process, long pid) {
        this.process = process;
        this.pid = pid;
    }

    static Member start(List<String> argv) {
        try {
            Process process = Command.prepare(argv, Command.LINUX_PATH)
                    .redirectErrorStream(true)
                    .start();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            String line = reader.readLine();
            if (line == null || !line.matches("[0-9]+")) {
                process.destroyForcibly();
                throw new LabException("cannot start " + String.join(" ", argv) + ": " + line);
            }
            return new Member(process, Long.parseLong(line));
        } catch (IOException e) {
            throw new LabException("cannot start " + String.join(" ", argv) + ": " + e.getMessage(), e);
        }
    }

    /** Lets the script go on. */
    void go() {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write('\n');
        } catch (IOException e) {
            throw new LabException("process " + pid + " ended too early", e);
        }
    }

    /** Process number of the first process inside, as seen from outside. */
    long pid() {
        return pid;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** A command line that runs in all namespaces of this member. */
    List<String> inside(List<String> argv) {
        List<String> line = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(pid), "--mount", "--uts", "--ipc", "--net", "--pid",
                        "--"));
        line.addAll(argv);
        return line;
    }

    /** Pulls the plug: no process inside gets a chance to do anything. */
    void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new LabException("process " + pid + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Keeper.await("end of process " + pid, Duration.ofSeconds(10), () -> ProcessHandle.of(pid).isEmpty());
    }
}
