// SPDX-License-Identifier: Apache-2.0
package mesh.cli.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java of what the agent needs and no more, by jlink(1), as a tar file compressed with gzip. It is made once and kept. */
final class JavaRuntime {
    private static final String MODULES = "java.base,java.logging,jdk.httpserver,jdk.net,jdk.unsupported";

    private JavaRuntime() {}

    /**
     * @param jmods of another JDK; absent: of this one, for machines like this one
     * @param kept where runtimes are kept
     * @throws IOException if it cannot be made, with what to do
     */
    static synchronized byte[] of(String system, String machine, Optional<Path> jmods, Path kept) throws IOException {
        boolean same = system.equals(System.getProperty("os.name")) && isThis(machine);
        if (!same && jmods.isEmpty()) {
            throw new IOException("no Java 25 is there, and none for " + system + " on " + machine
                    + " is here: install a JDK 25 on the host, or name the 'jmods' directory of one for it with --jmods");
        }
        Path file = kept.resolve(machine.replaceAll("[^a-z0-9_]", "") + "-" + Runtime.version().feature()
                + (jmods.isPresent() ? "-named" : "") + ".tar.gz");
        if (!Files.isRegularFile(file) || jmods.isPresent()) {
            make(file, jmods);
        }
        return Files.readAllBytes(file);
    }

    private static boolean isThis(String machine) {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> machine.equals("x86_64") || machine.equals("amd64");
            case "aarch64" -> machine.equals("aarch64") || machine.equals("arm64");
            default -> machine.equals(System.getProperty("os.arch"));
        };
    }

    private static void make(Path file, Optional<Path> jmods) throws IOException {
        Path directory = Files.createDirectories(file.getParent());
        Path work = Files.createTempDirectory(directory, "jlink");
        try {
            Path image = work.resolve("image");
            jlink(image, jmods);
            Path packed = work.resolve("image.tar.gz");
            pack(image, packed);
            Files.move(packed, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(work);
        }
    }

    private static void jlink(Path image, Optional<Path> jmods) throws IOException {
        List<String> words = new ArrayList<>();
        jmods.ifPresent(path -> words.addAll(List.of("--module-path", path.toString())));
        words.addAll(List.of("--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages",
                "--compress", "zip-9", "--output", image.toString()));
        ToolProvider tool = ToolProvider.findFirst("jlink").orElseThrow(() -> new IOException(
                "the Java that runs mesh has no jlink: set MESH_JAVA_HOME to a whole JDK 25"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (tool.run(out, out, words.toArray(String[]::new)) != 0) {
            throw new IOException(
                    "jlink made no Java runtime: " + said.toString().strip().lines().findFirst().orElse("")
                            + "; install a JDK 25 on the host instead");
        }
    }

    private static void pack(Path image, Path file) throws IOException {
        Process tar = new ProcessBuilder("tar", "-czf", file.toString(), "-C", image.toString(), "--exclude=./legal",
                ".").redirectErrorStream(true).start();
        tar.getOutputStream().close();
        String said = new String(tar.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar made no file of the Java runtime: " + said.strip());
            }
        } catch (InterruptedException cancelled) {
            tar.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a Java runtime was packed");
        }
    }

    private static void remove(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
