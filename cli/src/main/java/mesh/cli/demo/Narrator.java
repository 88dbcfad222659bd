// SPDX-License-Identifier: Apache-2.0
package mesh.cli.demo;

import java.nio.file.Path;
import java.time.Duration;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.run.Program;
import mesh.cli.run.Setting;
import mesh.cli.view.Words;

/** Runs commands the way a person would: shows each before it runs, and says how long it took. */
final class Narrator {
    private final Setting setting;
    private final Program program;

    /** @param setting whose directory is the one commands run in */
    Narrator(Setting setting, Program program) {
        this.setting = setting;
        this.program = program;
    }

    /** A heading. */
    void say(String line) {
        Console console = setting.console();
        console.out().println();
        console.out().println(console.outPalette().strong("# " + line));
        console.out().flush();
    }

    /** A line as it is. */
    void show(String line) {
        setting.console().out().println(line);
        setting.console().out().flush();
    }

    /** A command that is not run, such as {@code cat mesh.yaml}. */
    void showCommand(String command) {
        show(setting.console().outPalette().place("$ " + command));
    }

    /** @throws MeshException if the command fails: what follows would make no sense */
    void mesh(String... arguments) {
        showCommand("mesh " + String.join(" ", arguments));
        long start = System.nanoTime();
        int code = program.run(setting, arguments);
        setting.console().out().flush();
        took(start);
        if (code != ExitCode.OK.value()) {
            throw MeshException.error("'mesh " + String.join(" ", arguments) + "' ended with " + code,
                    "The demonstration stops here.");
        }
    }

    /** Says how long something took that began at {@code start}, in nanoseconds. */
    void took(long start) {
        show(setting.console().outPalette()
                .faint("(" + Words.duration(Duration.ofNanos(System.nanoTime() - start)) + ")"));
    }

    Path directory() {
        return setting.directory();
    }
}
