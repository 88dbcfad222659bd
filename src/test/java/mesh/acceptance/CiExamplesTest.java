// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The CI files under {@code docs/ci}: their reviews are run as a runner would, the rest is looked up. */
class CiExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath().normalize();
    private static final Path FILES = ROOT.resolve("docs/ci");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*(?:- )?(?:- run: |run: )?(mesh [a-z][^\\n]*)$");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

    /** A pull request that gives a host another address, with programs that keep what they are told to send. */
    private static final String PULL_REQUEST = """
            set -e
            cp %s/mesh.yaml %s/mesh.lock .
            git init -q -b main . && git add . && git commit -qm one
            git update-ref refs/remotes/origin/main HEAD
            sed -i 's/203.0.113.13/203.0.113.33/' mesh.yaml
            mesh lock
            git commit -qam two
            mkdir bin
            printf '#!/bin/sh\\nfor file; do :; done; cp "$file" posted\\n' >bin/gh
            printf '#!/bin/sh\\ncp comment.md posted\\n' >bin/curl
            chmod +x bin/gh bin/curl
            """;

    private static final String RUNNER = "set -e; PATH=$PWD/bin:$PATH; export BASE=origin/main GITHUB_OUTPUT=output"
            + " GITHUB_STEP_SUMMARY=summary PULL=7 CI_MERGE_REQUEST_DIFF_BASE_SHA=origin/main"
            + " CI_COMMIT_TARGET_BRANCH=main COMMENT_TOKEN=token\n";

    @TempDir
    private Path folder;

    private DocShell shell;

    @BeforeEach
    void openPullRequest() throws InterruptedException {
        shell = new DocShell(folder);
        Path example = ROOT.resolve("examples/three-openbsd");
        run(PULL_REQUEST.formatted(example, example));
    }

    @Test
    void aReviewOnGithubCommentsThePlanAndCountsIt() throws Exception {
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) yaml("github.yml").get("jobs")).get("review");
        List<String> steps = ((List<?>) job.get("steps")).stream().map(step -> ((Map<?, ?>) step).get("run"))
                .filter(String.class::isInstance).map(String.class::cast).toList();

        assertThat(steps).hasSize(5);
        for (String step : steps) {
            run(RUNNER + step);
        }

        assertThat(folder.resolve("posted")).content().startsWith("<!-- mesh plan: three-openbsd -->\n")
                .contains("203.0.113.33").isEqualTo(Files.readString(folder.resolve("summary")));
        assertThat(folder.resolve("output")).content().contains("add=0\nchange=2\nremove=0\n");
    }

    @Test
    void aReviewOnGitlabCommentsThePlanAndKeepsItsReports() throws Exception {
        Map<?, ?> job = (Map<?, ?>) yaml("gitlab-ci.yml").get("review");

        run(RUNNER + String.join("\n", texts(job.get("script"))));

        assertThat(folder.resolve("posted")).content().contains("203.0.113.33");
        assertThat(folder.resolve("code-quality.json")).content().startsWith("[");
        assertThat(folder.resolve("counts.env")).content().startsWith("add=0\nchange=2\n");
    }

    @Test
    void aReviewOnWoodpeckerShowsThePlan() throws Exception {
        Map<?, ?> step = (Map<?, ?>) ((List<?>) yaml("woodpecker.yml").get("steps")).getFirst();

        assertThat(run(RUNNER + String.join("\n", texts(step.get("commands"))))).contains("203.0.113.33");
    }

    @Test
    void aReviewFailsOnALineOfTheSpec() throws Exception {
        Files.writeString(folder.resolve("mesh.yaml"), "mesh: three-openbsd\nhosts:\n  obsd01: {os: plan9}\n");

        assertThat(shell.run("mesh validate --format github").lines())
                .anyMatch(line -> line.startsWith("::error file=mesh.yaml,line=3,col="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"github.yml", "gitlab-ci.yml", "woodpecker.yml"})
    void everyCommandExistsWithItsOptions(String file) throws IOException {
        Program program = new Program(folder);
        Matcher commands = COMMAND.matcher(Files.readString(FILES.resolve(file)));
        int found = 0;
        for (; commands.find(); found++) {
            String help = " " + program.run(commands.group(1).split(" ")[1], "--help").exits(0).out();
            Matcher options = OPTION.matcher(commands.group(1));
            while (options.find()) {
                assertThat(help).as(commands.group(1)).contains(options.group());
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(5);
    }

    @Test
    void theActionPutsTheLauncherOnThePath() throws Exception {
        Map<?, ?> action = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("action.yml")));
        List<?> steps = (List<?>) ((Map<?, ?>) action.get("runs")).get("steps");

        run("export MESH_FOLDER='" + ROOT + "' GITHUB_PATH=path\n" + ((Map<?, ?>) steps.getLast()).get("run"));

        assertThat(folder.resolve("path")).hasContent(ROOT.toString());
    }

    /** A runner has no name of its own, and the repository is where the branch came from. */
    @ParameterizedTest
    @ValueSource(strings = {"github.yml", "gitlab-ci.yml", "woodpecker.yml"})
    void whatARunWroteIntoTheLockIsPushedByARunnerWithoutAName(String file) throws Exception {
        run("git init -q --bare forge && git remote add origin \"$PWD/forge\" && git push -q -u origin main\n"
                + "echo '# rotated' >>mesh.lock");
        String nameless = RUNNER + "unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL\n"
                + "export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null CI_COMMIT_BRANCH=main"
                + " CI_REPO_CLONE_SSH_URL=\"$PWD/forge\"\n";

        String keeping = keeping(yaml(file), file);
        run(nameless + keeping);
        run(nameless + keeping);

        assertThat(run("git -C forge log --oneline main | wc -l; git -C forge show main:mesh.lock").lines())
                .startsWith("3").endsWith("# rotated");
    }

    private static String keeping(Map<?, ?> jobs, String file) {
        return switch (file) {
            case "github.yml" -> {
                List<?> steps = (List<?>) ((Map<?, ?>) ((Map<?, ?>) jobs.get("jobs")).get("nightly")).get("steps");
                yield (String) ((Map<?, ?>) steps.getLast()).get("run");
            }
            case "gitlab-ci.yml" -> texts(((Map<?, ?>) jobs.get("nightly")).get("after_script")).getFirst();
            default -> (String) ((List<?>) jobs.get("variables")).getFirst();
        };
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILES.resolve(file)));
    }

    private static List<String> texts(Object list) {
        return Stream.of(list).flatMap(all -> ((List<?>) all).stream()).map(String::valueOf).toList();
    }

    private String run(String script) throws InterruptedException {
        DocShell.Result result = shell.run(script);
        assertThat(result.exitCode()).as(script + "%n" + String.join("\n", result.lines())).isZero();
        return String.join("\n", result.lines());
    }
}
