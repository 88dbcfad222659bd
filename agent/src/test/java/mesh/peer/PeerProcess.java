// SPDX-License-Identifier: Apache-2.0
package mesh.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another project's program that a test runs beside ours, and what it prints. */
public final class PeerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private PeerProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    public static PeerProcess start(Path directory, String... command) throws IOException {
        return new PeerProcess(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start());
    }

    /** All that {@code command} printed until it ended by itself. */
    public static String output(Path directory, String... command) throws IOException, InterruptedException {
        try (PeerProcess peer = start(directory, command)) {
            if (!peer.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command[0] + " does not end; it printed " + peer.lines);
            }
            peer.reader.join();
            return String.join("\n", peer.lines);
        }
    }

    /** Where the program is, if this machine has it. */
    public static Optional<Path> find(String program) {
        return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin").map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst();
    }

    /** A port of loopback that neither TCP nor UDP used a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.ofLiteral("127.0.0.1"))) {
            return udp.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            lines.add("(its output ended)");
        }
    }

    private Optional<String> printed(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst();
    }

    /** The first line that holds {@code text}, as soon as it is printed. */
    public String line(String text) throws InterruptedException {
        try {
            Await.until("'" + text + "' is printed", PATIENCE_SECONDS, () -> printed(text).isPresent());
        } catch (AssertionError never) {
            throw new AssertionError("it never printed '" + text + "' but " + lines, never);
        }
        return printed(text).orElseThrow();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
