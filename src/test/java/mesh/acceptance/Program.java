// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built program, run as a user runs it: the launcher at the root of the repository, in a folder of the test's. */
final class Program {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", "."));
    private static final int LIMIT_SECONDS = 600;

    private final Path folder;
    private final List<String> everythingPrinted = new ArrayList<>();
    private final Set<String> processesSeen = new TreeSet<>();

    Program(Path folder) {
        this.folder = folder;
    }

    /** One finished run. */
    record Run(List<String> arguments, int exitCode, String out, String err) {
        Run exits(int expected) {
            assertThat(exitCode).as("exit code of mesh %s%n--- out%n%s%n--- err%n%s", String.join(" ", arguments), out,
                    err).isEqualTo(expected);
            return this;
        }
    }

    static String launcher() {
        return ROOT.resolve("mesh").toAbsolutePath().toString();
    }

    Run run(String... arguments) {
        return run(Map.of(), arguments);
    }

    Run run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("NO_COLOR", "1");
        builder.environment().remove("SSH_AUTH_SOCK");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = drain(process.getInputStream());
            CompletableFuture<String> err = drain(process.getErrorStream());
            if (!endsWhileWatched(process)) {
                tellStacks(process);
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "mesh " + String.join(" ", arguments) + " did not end: " + err.join() + out.join());
            }
            Run run = new Run(Arrays.asList(arguments), process.exitValue(), out.join(), err.join());
            everythingPrinted.add(run.out());
            everythingPrinted.add(run.err());
            return run;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Starts a run that a test sends signals to. In a shell's background SIGINT would be ignored: not here. */
    Live start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM",
                ROOT.resolve("mesh").toAbsolutePath().toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("NO_COLOR", "1");
        builder.environment().remove("SSH_AUTH_SOCK");
        Process process = builder.start();
        process.getOutputStream().close();
        return new Live(process, drain(process.getInputStream()), process.errorReader());
    }

    /** A run that is under way. */
    record Live(Process process, CompletableFuture<String> out, BufferedReader err) implements AutoCloseable {
        void signal(String name) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
                    .isZero();
        }

        /** Reads what it says until a line starts with {@code start}. */
        void prints(String start) throws IOException {
            List<String> read = new ArrayList<>();
            String line = err.readLine();
            while (line != null && !line.startsWith(start)) {
                read.add(line);
                line = err.readLine();
            }
            assertThat(line).as("what it said: %s", read).isNotNull();
        }

        /** @return its standard output */
        String exits(int expected) throws IOException, InterruptedException {
            String rest = err.readAllAsString();
            assertThat(process.waitFor()).as("exit code; what it said last: %s%n%s", rest, out.join())
                    .isEqualTo(expected);
            return out.join();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A JVM prints what its threads are at. */
    private static void tellStacks(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
        process.waitFor(2, TimeUnit.SECONDS);
    }

    private boolean endsWhileWatched(Process process) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .forEach(one -> processesSeen.add(publicFaceOf(one)));
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private static String publicFaceOf(ProcessHandle process) {
        String environment;
        try {
            environment = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            environment = "";
        }
        return process.info().commandLine().orElse("") + " " + environment;
    }

    /** Arguments and environment of mesh's own processes in all runs so far. */
    String processesSeen() {
        return String.join("\n", processesSeen);
    }

    /** Both streams of all runs so far. */
    List<String> everythingPrinted() {
        return List.copyOf(everythingPrinted);
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failed) {
                text.completeExceptionally(failed);
            }
        });
        return text;
    }
}
