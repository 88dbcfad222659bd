// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process of a host, for tests that look for secrets where others can see them.
 *
 * @param pid number as this machine counts
 * @param arguments command line, words joined by one space; empty for a process that is ending
 * @param environment variables it was started with, joined by one space
 */
public record LabProcess(long pid, String arguments, String environment) {

    private static final Path PROC = Path.of("/proc");

    static List<LabProcess> inNamespaceOf(long init) {
        try (Stream<Path> entries = Files.list(PROC)) {
            Path namespace = Files.readSymbolicLink(PROC.resolve(init + "/ns/pid"));
            return entries.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .flatMap(p -> read(p, namespace).stream())
                    .toList();
        } catch (IOException e) {
            throw new LabException("cannot list the processes of a host: " + e.getMessage(), e);
        }
    }

    private static Optional<LabProcess> read(Path process, Path namespace) {
        try {
            if (!Files.readSymbolicLink(process.resolve("ns/pid")).equals(namespace)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(process.getFileName().toString());
            return Optional.of(
                    new LabProcess(pid, words(process.resolve("cmdline")), words(process.resolve("environ"))));
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
    }

    private static String words(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }
}
