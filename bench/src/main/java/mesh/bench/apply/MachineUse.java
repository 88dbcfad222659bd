// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.bench.command.ProcessorTime;

/** What the whole machine does from a moment on, whoever does it. A thread of its own looks at its memory. */
final class MachineUse {
    private static final double KIB_IN_MIB = 1024;
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int LAST = 8;

    private final double memoryBefore;
    private final long ticksBefore;
    private volatile double least;
    private volatile boolean over;

    private MachineUse() throws IOException {
        memoryBefore = available();
        least = memoryBefore;
        ticksBefore = busyTicks();
    }

    static MachineUse start() throws IOException {
        MachineUse use = new MachineUse();
        Thread.ofPlatform().daemon().start(use::look);
        return use;
    }

    private void look() {
        try {
            while (!over) {
                least = Math.min(least, available());
                Thread.sleep(100);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException ended) {
            over = true;
        }
    }

    /** MiB that Linux could give less than at the start, at the worst; ends the looking. */
    double mebibytes() {
        over = true;
        return memoryBefore - least;
    }

    /** Seconds of all processors since the start. */
    double processorSeconds() throws IOException {
        return (busyTicks() - ticksBefore) / ProcessorTime.TICKS_PER_SECOND;
    }

    /** MiB that Linux could still give. */
    static double available() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream().filter(line -> line.startsWith("MemAvailable:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", ""))).sum() / KIB_IN_MIB;
    }

    private static long busyTicks() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+");
        long busy = 0;
        for (int i = 1; i <= LAST; i++) {
            busy += i == IDLE || i == IOWAIT ? 0 : Long.parseLong(words[i]);
        }
        return List.of(words).getFirst().equals("cpu") ? busy : 0;
    }
}
