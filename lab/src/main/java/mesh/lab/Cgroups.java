// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The part of the machine's cgroup2 tree that hosts with systemd get: {@code mesh-lab-SLOT/HOST}. */
final class Cgroups {

    private Cgroups() {}

    /** Directory for a host, which need not exist yet. */
    static Path of(LabSlot slot, String host) {
        return root(slot).resolve(host);
    }

    private static Path root(LabSlot slot) {
        return mountPoint().resolve("mesh-lab-" + slot.directory().getFileName());
    }

    private static Path mountPoint() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"))) {
            return lines.map(line -> line.split(" "))
                    .filter(fields -> fields[2].equals("cgroup2"))
                    .map(fields -> Path.of(fields[1]))
                    .findFirst()
                    .orElse(Path.of("/sys/fs/cgroup"));
        } catch (IOException e) {
            throw new LabException("cannot read /proc/self/mounts", e);
        }
    }

    /** Removes the groups of a lab whose processes are gone; the kernel may take a moment to let go of the last. */
    static void remove(LabSlot slot) {
        Path root = root(slot);
        Keeper.await("removal of " + root, Duration.ofSeconds(10), () -> removed(root));
    }

    /** A group is a directory that only rmdir removes, although it shows files. */
    private static boolean removed(Path root) {
        if (!Files.isDirectory(root)) {
            return true;
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> groups = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
            for (Path group : groups) {
                Files.delete(group);
            }
            return true;
        } catch (IOException | UncheckedIOException busyOrGone) {
            return false;
        }
    }
}
