// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import mesh.path.PathCheck;
import mesh.spec.Problem;
import mesh.spec.ProblemId;
import mesh.spec.ProblemText;
import mesh.spec.SpecException;
import mesh.spec.SpecFileName;
import mesh.spec.SpecSource;

/** Every file of {@code bad-specs} says exactly what the text file beside it holds. */
class BadSpecsTest {
    private static final Path CORPUS = Path.of("src/test/resources/bad-specs");
    private static final int LEAST = 60;
    /** Shown by tests of their own, since no small file has them. */
    private static final Set<ProblemId> WITHOUT_FILE = EnumSet.of(ProblemId.TOO_LARGE, ProblemId.GROUPS_TOO_LARGE);

    @TestFactory
    Stream<DynamicTest> saysExactlyWhatIsExpected() {
        return specs().stream().map(spec -> DynamicTest.dynamicTest(name(spec), () -> check(spec)));
    }

    @Test
    void hasAFileForEveryProblem() {
        Set<String> shown = new TreeSet<>();
        specs().forEach(spec -> problems(spec).forEach(problem -> shown.add(problem.id())));
        assertThat(Arrays.stream(ProblemId.values()).filter(id -> !WITHOUT_FILE.contains(id)).map(ProblemId::text))
                .allSatisfy(id -> assertThat(shown).contains(id));
    }

    @Test
    void hasEnoughFilesAndNoTextWithoutASpec() throws IOException {
        assertThat(specs()).hasSizeGreaterThanOrEqualTo(LEAST);
        try (Stream<Path> files = Files.list(CORPUS)) {
            assertThat(files.filter(Files::isRegularFile).map(BadSpecsTest::name).distinct()).hasSameSizeAs(specs());
        }
    }

    private static void check(Path spec) throws IOException {
        List<Problem> problems = problems(spec);
        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message()).doesNotEndWith(".");
            assertThat(problem.advice()).isNotBlank().doesNotEndWith(".");
        });
        String actual = ProblemText.render(problems);
        Path expected = CORPUS.resolve(name(spec) + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        } else if (!Files.exists(expected)) {
            fail("no expectation for " + spec + "; it says:\n" + actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    static List<Problem> problems(Path spec) {
        try {
            return MeshBuilder.read(SpecSource.ofBytes("mesh.yaml", Files.readAllBytes(spec)), BadSpecsTest::part,
                    OtherMeshes.in(BadSpecsTest::part), PathCheck::check).warnings();
        } catch (SpecException e) {
            return e.problems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<SpecSource> part(SpecFileName name) {
        try {
            Path file = CORPUS.resolve(name.text());
            return Files.exists(file)
                    ? Optional.of(SpecSource.ofBytes(name.text(), Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> specs() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.(yaml|txt)$", "");
    }
}
