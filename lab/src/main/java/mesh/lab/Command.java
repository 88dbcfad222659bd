// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one command of the machine to its end. The environment is always the small fixed one of {@link #start}. */
final class Command {

    /** Search path of a Debian root login. */
    static final String LINUX_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** How long output is awaited after the command itself has ended, when a daemon it left holds the pipe. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    private Command() {}

    /** Prepares a process whose environment is PATH, HOME and a UTF-8 locale, and nothing of this JVM's. */
    static ProcessBuilder prepare(List<String> argv, String path) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("HOME", "/root");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** Runs to the end with the given standard input. */
    static LabResult run(List<String> argv, String path, String input, Duration timeout) {
        try {
            return finish(prepare(argv, path).start(), argv, input, timeout);
        } catch (IOException e) {
            throw new LabException("cannot run " + argv.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Runs a command of the machine that has to succeed and returns its output. */
    static String must(List<String> argv, String input) {
        LabResult result = run(argv, LINUX_PATH, input, DEFAULT_TIMEOUT);
        if (!result.ok()) {
            throw new LabException(
                    String.join(" ", argv) + ": exit " + result.exit() + ": " + result.err() + "\ninput:\n" + input);
        }
        return result.out();
    }

    private static LabResult finish(Process process, List<String> argv, String input, Duration timeout) {
        Drain out = new Drain(process.getInputStream());
        Drain err = new Drain(process.getErrorStream());
        feed(process, input);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("no end after " + timeout.toSeconds() + " s: " + String.join(" ", argv)
                        + "\nout: " + out.text() + "\nerr: " + err.text());
            }
            return new LabResult(process.exitValue(), out.textAtEnd(), err.textAtEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted: " + String.join(" ", argv), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closedByCommand) {
            // A command may end without reading its input; its exit status says whether that was wrong.
            return;
        }
    }

    /** Collects one stream on a thread of its own. */
    private static final class Drain {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Drain(InputStream stream) {
            // A read of a pipe holds the platform's thread: hundreds of hosts at once would leave none for others.
            thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    stream.transferTo(bytes);
                } catch (IOException streamClosed) {
                    return;
                }
            });
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        String textAtEnd() throws InterruptedException {
            thread.join(DRAIN);
            return text();
        }
    }
}
