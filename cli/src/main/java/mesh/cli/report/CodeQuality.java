// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import mesh.cli.view.Json;
import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

/**
 * GitLab's subset of the Code Climate report.
 *
 * @see <a href="https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format">its format</a>
 */
final class CodeQuality {
    private CodeQuality() {}

    private record Entry(String description, String checkName, String fingerprint, String severity,
            Location location) {}

    private record Location(String path, Lines lines) {}

    private record Lines(int begin) {}

    static String write(List<Problem> problems) {
        return Json.write(problems.stream().map(CodeQuality::entry).toList());
    }

    private static Entry entry(Problem problem) {
        return new Entry(Sentence.of(problem), problem.id(), fingerprint(problem),
                problem.severity() == Severity.ERROR ? "blocker" : "minor",
                new Location(problem.source(), new Lines(problem.position().line())));
    }

    /** The same wherever the line moves to, so that a problem is known again in the next commit. */
    private static String fingerprint(Problem problem) {
        String what = String.join("\n", problem.id(), problem.source(), problem.path(), problem.message());
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
