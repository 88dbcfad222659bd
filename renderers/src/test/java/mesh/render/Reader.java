// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** The programs that read the rendered files, run in this machine. */
final class Reader {
    private static final Path SCRIPTS = Path.of(System.getProperty("mesh.root"),
            "renderers/src/test/resources/readers");
    private static final long LIMIT_SECONDS = 60;

    private Reader() {}

    /** Skips the test where {@code programs} are not installed; with {@code LAB_REQUIRED=1} it fails instead. */
    static void needs(String... programs) {
        for (String program : programs) {
            boolean found = program.startsWith("/")
                    ? Files.isExecutable(Path.of(program))
                    : Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            require(found, program + " is not installed");
        }
    }

    /** The same for root and for network namespaces with TUN devices. */
    static void needsNamespaces() {
        require("root".equals(System.getProperty("user.name")), "not root");
        require(Files.exists(Path.of("/dev/net/tun")), "no /dev/net/tun");
    }

    private static void require(boolean condition, String why) {
        if (!condition && "1".equals(System.getenv("LAB_REQUIRED"))) {
            fail(why + ", and LAB_REQUIRED=1");
        }
        Assumptions.assumeTrue(condition, why);
    }

    static Path script(String name) {
        return SCRIPTS.resolve(name);
    }

    /** Output and errors of {@code command}, run in {@code folder} with more environment. */
    static Result run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("reader", ".out");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).redirectInput(new java.io.File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                fail(command + " still runs after " + LIMIT_SECONDS + " s: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** {@code script} with its arguments in namespaces of its own, all of which end with it. */
    static Result runIsolated(Path folder, String script, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--net", "--pid", "--fork",
                "--kill-child", "--mount-proc", "sh", script(script).toString()));
        command.addAll(arguments);
        return run(folder, Map.of(), command);
    }

    record Result(int exitCode, String output) {}
}
