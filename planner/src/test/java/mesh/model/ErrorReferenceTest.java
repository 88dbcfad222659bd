// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import mesh.lock.LockProblemId;
import mesh.spec.Problem;
import mesh.spec.ProblemId;
import mesh.spec.ProblemText;

/** docs/reference/errors.md has every id, and what it shows is what mesh says. */
class ErrorReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/errors.md");
    private static final String FROM = "<!-- examples -->\n";
    private static final String TO = "<!-- end of examples -->\n";

    @Test
    void showsAnExampleOfEveryErrorOfASpec() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(FROM) + FROM.length();
        int to = page.indexOf(TO);
        String expected = examples();

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
        } else {
            assertThat(page.substring(from, to)).isEqualTo(expected);
        }
    }

    @Test
    void namesEveryErrorOfALock() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Arrays.stream(LockProblemId.values()).map(LockProblemId::text))
                .allSatisfy(id -> assertThat(page).contains("\n| `" + id + "` | "));
    }

    private static String examples() {
        Map<String, Problem> first = new HashMap<>();
        BadSpecsTest.specs().forEach(
                spec -> BadSpecsTest.problems(spec).forEach(problem -> first.putIfAbsent(problem.id(), problem)));
        return Arrays.stream(ProblemId.values()).map(ProblemId::text)
                .map(id -> "\n### " + id + "\n" + (first.containsKey(id) ? shown(first.get(id)) : withoutFile(id)))
                .collect(Collectors.joining()) + "\n";
    }

    private static String shown(Problem problem) {
        ProblemText text = ProblemText.of(problem);
        String place = text.gutter().isEmpty()
                ? ""
                : text.gutter() + text.line() + "\n" + text.blank() + text.marker()
                        + "\n";
        return "```text\n" + text.place() + ": " + text.headline() + "\n" + place + "  help: " + text.advice()
                + "\n```\n";
    }

    /** Those that no small file shows. */
    private static String withoutFile(String id) {
        return switch (id) {
            case "too-large" -> "The file is larger than any spec; it is not read.\n";
            case "groups-too-large" ->
                "Groups name so many members, one inside the other, that they cannot be meant.\n";
            default -> throw new AssertionError("no file of bad-specs shows " + id);
        };
    }
}
