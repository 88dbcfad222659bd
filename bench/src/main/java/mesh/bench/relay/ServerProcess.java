// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import mesh.bench.command.ProcessorTime;

/** A server under test: a process that is bound to the first core, and what the kernel says of it. */
final class ServerProcess implements AutoCloseable {
    private static final long START_MILLIS = 20_000;
    /**
     * A session of its own: Linux shares cores between sessions (sched(7), autogroup), and in the session of a busy load
     * generator a server that sleeps much would wait behind everybody else's work.
     */
    private static final List<String> OWN_SESSION = List.of("setsid");

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code command}, whose output goes to a file in {@code directory}, and waits until it listens on {@code port}. */
    static ServerProcess start(Path directory, int port, List<String> command)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(OWN_SESSION);
        if (Runtime.getRuntime().availableProcessors() < Os.cores()) {
            pinned.addAll(List.of("taskset", "-c", "0"));
        }
        pinned.addAll(command);
        Path log = directory.resolve("log");
        ServerProcess server = new ServerProcess(new ProcessBuilder(pinned).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start());
        long end = System.currentTimeMillis() + START_MILLIS;
        while (!listens(port)) {
            if (!server.process.isAlive() || System.currentTimeMillis() > end) {
                server.close();
                throw new IOException(command + " did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return server;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** User and system time so far. */
    double cpuSeconds() throws IOException {
        return ProcessorTime.seconds(process.pid());
    }

    /** Memory it holds, in KiB. */
    double residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS: the server is gone");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
