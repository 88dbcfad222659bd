// SPDX-License-Identifier: Apache-2.0
package mesh.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A network namespace of Linux, until it is closed. What is left in it then is ended. */
public final class Netns implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "mesh" + ProcessHandle.current().pid() + "n" + COUNT.incrementAndGet();

    public Netns() throws IOException {
        output(List.of("ip", "netns", "add", name));
        run("ip", "link", "set", "lo", "up");
    }

    /** Skips the test where one of {@code programs} or root is missing; with {@code LAB_REQUIRED=1} it fails instead. */
    public static void require(String... programs) {
        List<String> missing = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux") || !"root".equals(System.getProperty("user.name"))) {
            missing.add("network namespaces need Linux and root");
        }
        for (String program : programs) {
            if (Stream.of("/usr/bin", "/usr/sbin", "/sbin", "/bin").map(folder -> Path.of(folder, program))
                    .noneMatch(Files::isExecutable)) {
                missing.add("there is no " + program);
            }
        }
        if (List.of(programs).contains("wireguard-go") && !Files.exists(Path.of("/dev/net/tun"))) {
            missing.add("there is no /dev/net/tun");
        }
        if (!missing.isEmpty() && "1".equals(System.getenv("LAB_REQUIRED"))) {
            Assertions.fail(missing + ", and LAB_REQUIRED=1");
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing.toString());
    }

    public String name() {
        return name;
    }

    /** What the command printed; one that fails is an error. */
    public String run(String... command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(List.of(command));
        return output(inside);
    }

    /** All lines of a script. */
    public String script(String lines) throws IOException {
        return run("sh", "-ec", lines);
    }

    /** Starts a command that goes on; its output goes to {@code log}. */
    public Process start(Path log, String... command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(List.of(command));
        return new ProcessBuilder(inside).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Runs code of this process whose sockets and threads are inside. */
    public <T> T inside(Callable<T> code) throws Exception {
        return ThreadRights.inNamespace(name, code);
    }

    /** Runs code of this process without any capability. */
    public static <T> T withoutRights(Callable<T> code) throws Exception {
        return ThreadRights.without(code);
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(command + ": " + output).isZero();
        return output;
    }

    @Override
    public void close() throws IOException {
        for (String pid : output(List.of("ip", "netns", "pids", name)).lines().toList()) {
            if (Long.parseLong(pid) != ProcessHandle.current().pid()) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        output(List.of("ip", "netns", "del", name));
    }
}
