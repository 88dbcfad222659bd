// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in which a page's commands run: {@code mesh} is the launcher, and what a page writes for the sake of its readers
 * (addresses, fingerprints, key files) is exchanged for what the lab has, in commands and files; and back in outputs.
 */
final class DocShell {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath().normalize();
    private static final int LIMIT_SECONDS = 120;

    private final Path folder;
    private final Map<String, String> realByShown = new LinkedHashMap<>();

    DocShell(Path folder) {
        this.folder = folder;
    }

    /** What one command line printed, both streams as a terminal shows them, and its exit code. */
    record Result(int exitCode, List<String> lines) {}

    void exchange(String shown, String real) {
        realByShown.put(shown, real);
    }

    void write(String file, List<String> lines) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, real(String.join("\n", lines) + "\n"));
    }

    Result run(String command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", real(command)).directory(folder.toFile())
                .redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", ROOT + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("NO_COLOR", "1");
        environment.put("XDG_STATE_HOME", folder.resolve(".state").toString());
        environment.keySet().removeAll(List.of("SSH_AUTH_SOCK", "CI", "COLUMNS", "MESH_AGE_IDENTITY_FILE"));
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + role + "_NAME", "Anna");
            environment.put("GIT_" + role + "_EMAIL", "anna@example.net");
        }
        try {
            Path output = Files.createTempFile("mesh-docs", ".out");
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            String text = shown(Files.readString(output, StandardCharsets.UTF_8));
            Files.delete(output);
            return new Result(process.exitValue(), text.lines().toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String real(String text) {
        String exchanged = text;
        for (Map.Entry<String, String> pair : realByShown.entrySet()) {
            exchanged = exchanged.replace(pair.getKey(), pair.getValue());
        }
        return exchanged;
    }

    private String shown(String text) {
        String exchanged = text;
        for (Map.Entry<String, String> pair : realByShown.entrySet()) {
            exchanged = exchanged.replace(pair.getValue(), pair.getKey());
        }
        return exchanged;
    }
}
