// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.acceptance.Program.Run;

/** Each folder of {@code examples/}, as a user who copies it meets it. {@code -Dgolden.update=true} writes its plan anew. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("mesh.root", "."), "examples");

    @TempDir
    private Path folder;

    static Stream<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isValidLockedPlannedAndRenderedAsExpected(String example) throws IOException {
        Path original = EXAMPLES.resolve(example);
        copy(original);
        assertThat(original.resolve("README.md")).exists();
        Program program = new Program(folder);
        program.run("validate").exits(0);
        program.run("lock", "--check").exits(0);
        comparePlan(original.resolve("expected/plan.txt"), program.run("plan", "--offline").exits(0));
        program.run("render", "--out", "out").exits(0);
        assertThat(texts(folder.resolve("out"))).isEqualTo(texts(original.resolve("expected/hosts")));
    }

    /** All but what is expected, which the program must not need. */
    private void copy(Path original) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(original.resolve("expected"))).toList()) {
                Path target = folder.resolve(original.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void comparePlan(Path expected, Run plan) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, plan.out());
        }
        assertThat(expected).exists();
        assertThat(plan.out()).isEqualTo(Files.readString(expected));
    }

    private static SortedMap<String, String> texts(Path root) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile).forEach(file -> texts.put(root.relativize(file).toString(), read(file)));
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
