// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The process whose pid namespace holds all processes of one lab and whose network namespace is the wide-area network.
 * It ends when this JVM ends, because it reads a pipe that only this JVM holds. Its process number and start time are
 * kept in the lab's directory, so that a later run can end a keeper that outlived its owner.
 */
final class Keeper implements AutoCloseable {

    private static final String RECORD = "keeper";

    private final Process process;

    private Keeper(Process process) {
        this.process = process;
    }

    static Keeper start(Path directory) {
        List<String> argv = List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "sh", "-c",
                "exec 2>&1; ip link set lo up; echo ready; cat");
        try {
            Process process = Command.prepare(argv, Command.LINUX_PATH)
                    .redirectErrorStream(true)
                    .start();
            String first = process.inputReader().readLine();
            if (!"ready".equals(first)) {
                process.destroyForcibly();
                throw new LabException("cannot make the namespaces of a lab: " + first);
            }
            Files.writeString(directory.resolve(RECORD), process.pid() + " " + startTime(process.pid()));
            return new Keeper(process);
        } catch (IOException e) {
            throw new LabException("cannot start the keeper of a lab: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Command line prefix for the wide-area network namespace. */
    List<String> inWan(String... argv) {
        return nsenter(List.of("--net"), List.of(argv));
    }

    /** Command line prefix for a process that belongs to this lab and dies with it. */
    List<String> asMember(String... argv) {
        // The process this JVM started is outside its own pid namespace; what it started is inside.
        return nsenter(List.of("--pid=/proc/" + pid() + "/ns/pid_for_children"), List.of(argv));
    }

    private List<String> nsenter(List<String> namespaces, List<String> argv) {
        return java.util.stream.Stream
                .of(List.of("nsenter", "--target", Long.toString(pid())), namespaces, List.of("--"), argv)
                .flatMap(List::stream)
                .toList();
    }

    /** Ends every process of the lab; when this returns, the kernel has reaped them all. */
    @Override
    public void close() {
        endInit(process.toHandle());
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new LabException("keeper " + pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Kills the first process of the pid namespace. It becomes reapable when all others of the namespace are gone, so
     * the end of its parent, the process recorded, means the end of all.
     */
    private static void endInit(ProcessHandle parent) {
        List<ProcessHandle> children = parent.children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        if (children.isEmpty()) {
            parent.destroyForcibly();
        }
    }

    /** Ends the keeper recorded in a directory whose owner is gone, if that very process still runs. */
    static void endRecorded(Path directory) {
        Path record = directory.resolve(RECORD);
        if (!Files.exists(record)) {
            return;
        }
        try {
            String[] fields = Files.readString(record).split(" ");
            long pid = Long.parseLong(fields[0]);
            Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(p -> startTime(pid).equals(fields[1]));
            handle.ifPresent(Keeper::endInit);
            await("end of keeper " + pid, Duration.ofSeconds(30),
                    () -> handle.stream().noneMatch(ProcessHandle::isAlive));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            throw new LabException("cannot read " + record + ": " + damaged.getMessage(), damaged);
        }
    }

    /** Start time of a process in clock ticks since boot (field 22 of proc_pid_stat(5)); "gone" without process. */
    private static String startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException gone) {
            return "gone";
        }
    }

    /** Waits for a condition, asking every few milliseconds. */
    static void await(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new LabException("waited in vain for " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
