// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;
import java.util.Locale;

import mesh.cli.view.Json;
import mesh.cli.view.JsonShape;
import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

/** Problems for machines: {@code valid}, the two counts, and one object a problem. */
public final class JsonProblems {
    /** Version of this shape; a later minor only adds. */
    private static final String FORMAT = "1.0";

    private JsonProblems() {}

    /** As {@code mesh validate --json} prints it. */
    private record Report(String format, boolean valid, long errorCount, long warningCount, List<Entry> problems) {}

    private record Entry(String severity, String id, String file, int line, int column, String path, String message,
            String advice, String snippet) {}

    /** What programs need to read it. */
    public static String schema() {
        return JsonShape.schema("mesh validate --json", FORMAT, Report.class);
    }

    static String write(List<Problem> problems) {
        long errors = problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
        List<Entry> entries = problems.stream().map(JsonProblems::entry).toList();
        return Json.write(new Report(FORMAT, errors == 0, errors, problems.size() - errors, entries));
    }

    private static Entry entry(Problem problem) {
        return new Entry(problem.severity().name().toLowerCase(Locale.ROOT), problem.id(), problem.source(),
                problem.position().line(), problem.position().column(), problem.path(), problem.message(),
                problem.advice(), problem.sourceLine());
    }
}
