// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;
import java.util.stream.Collectors;

import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

/**
 * Workflow commands: {@code ::error file=mesh.yaml,line=14,col=12,title=bad-cidr::…}.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions">workflow commands</a>
 */
final class GithubAnnotations {
    private GithubAnnotations() {}

    static String write(List<Problem> problems) {
        return problems.stream().map(GithubAnnotations::line).collect(Collectors.joining());
    }

    private static String line(Problem problem) {
        return "::" + (problem.severity() == Severity.ERROR ? "error" : "warning") + " file="
                + property(problem.source())
                + ",line=" + problem.position().line() + ",col=" + problem.position().column() + ",title="
                + property(problem.id()) + "::" + data(Sentence.of(problem)) + "\n";
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
