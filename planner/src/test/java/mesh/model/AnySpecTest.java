// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import mesh.spec.Problem;
import mesh.spec.ProblemText;
import mesh.spec.SpecException;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;

/** Whatever somebody feeds the program as a spec, the answer is a mesh or a list of problems, never a stack trace. */
class AnySpecTest {
    private static final String EXAMPLE = example();
    private static final List<String> SPLINTERS = List.of("\n", "  ", "\t", ":", ": ", "- ", "#", "'", "\"", "[", "]",
            "{", "}", ",", "&a ", "*a", "<<: ", "!!str ", "|", ">", "? ", "---\n", "...\n", "%YAML 1.2\n", "null", "~",
            "true", "010", "0x10", "\r", "\u0000", "\u202e", "\ufeff", "\ud83d\ude00", "日本", "e\u0301", "os: linux\n",
            "\nhosts:\n", "10.0.0.0/8", "::1", "@", "`", "\\", "$(x)", ";");

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyBytesAreAMeshOrProblems(@ForAll byte[] bytes) {
        check(bytes);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyDamagedExampleIsAMeshOrProblems(@ForAll("damaged") String text) {
        check(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anySplintersOfYamlAreAMeshOrProblems(@ForAll("splinters") String text) {
        check(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void formattingKeepsTheMeaningAndIsDoneOnce(@ForAll("damaged") String text) {
        Optional<String> once = format(text);
        if (once.isPresent()) {
            assertThat(format(once.get())).isEqualTo(once);
            assertThat(outcome(once.get())).isEqualTo(outcome(text));
        }
    }

    private static Optional<String> format(String text) {
        try {
            return Optional.of(SpecFormatter.format(new SpecSource("mesh.yaml", text)));
        } catch (SpecException e) {
            return Optional.empty();
        }
    }

    /** The mesh, or the problems without their places. */
    private static Object outcome(String text) {
        try {
            return MeshBuilder.read(new SpecSource("mesh.yaml", text)).mesh();
        } catch (SpecException e) {
            return e.problems().stream().map(problem -> problem.id() + " " + problem.path()).sorted().toList();
        }
    }

    private static void check(byte[] bytes) {
        try {
            MeshBuilder.read(SpecSource.ofBytes("mesh.yaml", bytes));
        } catch (SpecException e) {
            assertThat(e.problems()).isNotEmpty().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
            assertThat(ProblemText.render(e.problems()).chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
        }
    }

    /** Some pieces of the example cut out, doubled or replaced by something else. */
    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, EXAMPLE.length() - 1);
        Arbitrary<Damage> damage = Combinators.combine(place, Arbitraries.integers().between(0, 12),
                Arbitraries.oneOf(Arbitraries.of(SPLINTERS), Arbitraries.just(""),
                        Arbitraries.strings().ofMaxLength(3)))
                .as(Damage::new);
        return damage.list().ofMinSize(0).ofMaxSize(4).map(all -> {
            String text = EXAMPLE;
            for (Damage one : all) {
                text = one.apply(text);
            }
            return text;
        });
    }

    private record Damage(int place, int length, String instead) {
        String apply(String text) {
            int from = Math.min(place, text.length());
            int to = Math.min(from + length, text.length());
            return text.substring(0, from) + instead + text.substring(to);
        }
    }

    @Provide
    Arbitrary<String> splinters() {
        Arbitrary<String> word = Arbitraries.of("mesh", "hosts", "a", "os", "linux", "endpoint", "groups", "x");
        return Arbitraries
                .frequencyOf(net.jqwik.api.Tuple.of(3, Arbitraries.of(SPLINTERS)), net.jqwik.api.Tuple.of(1, word))
                .list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    private static String example() {
        try {
            return Files.readString(Path.of(System.getProperty("mesh.root", "..")).resolve("mesh.example.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
