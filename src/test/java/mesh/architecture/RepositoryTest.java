// SPDX-License-Identifier: Apache-2.0
package mesh.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the tree promises about itself: sizes, headers, rooms that describe themselves, a true ARCHITECTURE.md. */
class RepositoryTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", "."));
    private static final int MOST_LINES = 400;
    private static final Pattern CODE_SPAN = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)?)`");

    @Test
    void everyClassNamedInArchitectureExists() throws IOException {
        Set<String> existing = Stream.concat(sources("src/main/java"), sources("src/test/java"))
                .map(path -> path.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        Matcher spans = CODE_SPAN.matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
        while (spans.find()) {
            named.add(spans.group(1));
        }

        assertThat(named).as("ARCHITECTURE.md names classes in code spans").hasSizeGreaterThan(20);
        assertThat(existing).as("classes named in ARCHITECTURE.md").containsAll(named);
    }

    @Test
    void everyPackageDescribesItsRole() {
        Set<Path> packages = sources("src/main/java").map(Path::getParent).collect(Collectors.toSet());

        assertThat(packages).isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }

    @Test
    void everyFileNamesItsLicenceAndKeepsToItsSize() {
        List<Path> files = Stream.concat(sources("src/main/java"), sources("src/test/java")).toList();

        assertThat(files).hasSizeGreaterThan(100).allSatisfy(file -> {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.getFirst()).isEqualTo("// SPDX-License-Identifier: Apache-2.0");
            assertThat(lines).as("at most %d lines", MOST_LINES).hasSizeLessThanOrEqualTo(MOST_LINES);
        });
    }

    @Test
    void noClassIsNamedAfterNothing() {
        assertThat(sources("src/main/java").map(path -> path.getFileName().toString()).toList())
                .noneMatch(name -> name.matches(".*(Utils?|Manager|Helper|Impl)\\.java"));
    }

    private static Stream<Path> sources(String root) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(path -> path.toString().endsWith(".java") && path.toString().contains(root))
                    .filter(path -> !path.toString().contains("/target/")).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
