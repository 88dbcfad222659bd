// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;
import java.util.Locale;

import mesh.spec.Problem;

/** How problems of a spec are written for other programs. */
public enum ProblemFormat {
    /** A document of ours; docs/reference/json.md. */
    JSON,
    /** Lines that GitHub, Gitea and Forgejo show beside the line of the file. */
    GITHUB,
    /** GitLab's code quality report, shown in the merge request. */
    GITLAB,
    /** SARIF 2.1.0, for code scanning and editors. */
    SARIF,
    /** A test report, for services that draw nothing else. */
    JUNIT;

    /** A whole document of any number of problems, none included; ends with a line end unless it is empty. */
    public String write(List<Problem> problems) {
        return switch (this) {
            case JSON -> JsonProblems.write(problems);
            case GITHUB -> GithubAnnotations.write(problems);
            case GITLAB -> CodeQuality.write(problems);
            case SARIF -> SarifLog.write(problems);
            case JUNIT -> JunitReport.write(problems);
        };
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
