// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Real programs that tests run. A missing one skips the test, or fails it when {@code LAB_REQUIRED=1}. */
public final class Programs {
    private Programs() {}

    public static String find(String name) {
        List<Path> directories = Stream
                .concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .filter(text -> !text.isEmpty()).map(Path::of).toList();
        for (Path directory : directories) {
            if (Files.isExecutable(directory.resolve(name))) {
                return directory.resolve(name).toString();
            }
        }
        return unavailable("no " + name + " on this machine");
    }

    /** Ends the test: skipped with the reason, or failed. */
    static String unavailable(String reason) {
        if ("1".equals(System.getenv("LAB_REQUIRED"))) {
            Assertions.fail(reason + ", and LAB_REQUIRED=1");
        }
        Assumptions.abort(reason);
        return reason;
    }

    /** Runs a program to its end and returns what it printed; any failure fails the test. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertThat(process.waitFor()).describedAs("%s: %s", List.of(command), out).isZero();
        return out;
    }
}
