// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the built program that goes on while the test does something to it, or to its hosts. */
final class Controller implements AutoCloseable {
    private final Process process;
    private final List<String> arguments;
    private final Path out;
    private final Path err;

    private Controller(Process process, List<String> arguments, Path out, Path err) {
        this.process = process;
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    static Controller start(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Program.launcher()));
        command.addAll(Arrays.asList(arguments));
        try {
            Path out = Files.createTempFile(folder, ".out", ".txt");
            Path err = Files.createTempFile(folder, ".err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("NO_COLOR", "1");
            builder.environment().remove("SSH_AUTH_SOCK");
            return new Controller(builder.start(), Arrays.asList(arguments), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** SIGKILL; the launcher has handed its process over to Java by then. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(10));
    }

    /** The finished run. */
    Program.Run await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("mesh " + String.join(" ", arguments) + " did not end in " + limit.toSeconds()
                        + " s:\n" + Files.readString(out) + Files.readString(err));
            }
            return new Program.Run(arguments, process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
