// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The machine. */
final class Os {
    private Os() {}

    /** All cores that are online, also those this process is not bound to. */
    static int cores() throws IOException {
        return (int) Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor")).count();
    }

    /** A program of {@code PATH}. */
    static Optional<Path> program(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", "")).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }
}
