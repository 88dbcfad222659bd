// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system, called with a fixed search path and an empty environment. It is killed when it takes too long or
 * prints too much.
 */
final class SystemProgram {
    /** Where the system's own programs are, and those of packages. */
    static final List<Path> PATH = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin").stream()
            .map(Path::of).toList();

    /** 100,000 peers print 6 MB at the most. */
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_REASON = 300;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path program;
    private final Duration limit;

    SystemProgram(Path program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /** @throws IOException if the system has no such program */
    static SystemProgram named(String name) throws IOException {
        return new SystemProgram(PATH.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable)
                .findFirst().orElseThrow(() -> new IOException(name + " is in none of " + PATH)), LIMIT);
    }

    /**
     * What it printed.
     *
     * @throws IOException if it failed, with what it said of that; if it took too long or printed too much
     */
    String run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", String.join(":", PATH.stream().map(Path::toString).toList()));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        Thread watch = Thread.ofPlatform().daemon().name("program watch").start(() -> endAfter(process));
        try (InputStream out = process.getInputStream(); InputStream err = process.getErrorStream()) {
            byte[] printed = out.readNBytes(MOST_BYTES);
            String reason = new String(err.readNBytes(MOST_REASON), StandardCharsets.UTF_8).strip();
            return outcome(process, printed, String.join(" ", line), reason);
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    private String outcome(Process process, byte[] printed, String call, String reason) throws IOException {
        if (printed.length == MOST_BYTES) {
            throw new IOException(call + " printed more than " + MOST_BYTES + " bytes");
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(call + " took longer than " + limit.toMillis() + " ms");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(call + " was not waited for", stopped);
        }
        if (process.exitValue() != 0) {
            throw new IOException(call + " failed (" + process.exitValue() + "): " + reason.replace('\n', ' '));
        }
        return new String(printed, StandardCharsets.UTF_8);
    }

    private void endAfter(Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
