// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/reference/cli.md and the program know the same commands and options. */
class CommandReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", "."));

    @TempDir
    Path directory;

    @Test
    void namesEveryCommandWithEveryOptionItTakes() throws IOException {
        String reference = Files.readString(ROOT.resolve("docs/reference/cli.md"));
        List<String> commands = new MeshRun(directory).ends(ExitCode.OK, "--help").out().lines()
                .dropWhile(line -> !line.equals("Commands:")).skip(1).takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  [a-z].*")).map(line -> line.strip().split(" ")[0]).toList();

        assertThat(commands).contains("plan", "apply", "demo").allSatisfy(command -> {
            assertThat(reference).containsPattern("(?m)^\\| `" + command + "[ `]");
            new MeshRun(directory).ends(ExitCode.OK, command, "--help").out().lines()
                    .flatMap(line -> java.util.regex.Pattern.compile("(?<=^ {1,12})--[a-z-]+").matcher(line).results())
                    .forEach(option -> assertThat(reference).as(command).contains(option.group()));
        });
    }

    @Test
    void listsExitCodesAsTheProgramDoes() throws IOException {
        String reference = Files.readString(ROOT.resolve("docs/reference/exit-codes.md"));

        assertThat(ExitCode.values()).allSatisfy(code -> assertThat(reference).contains("\n| " + code.value() + " |"));
    }
}
