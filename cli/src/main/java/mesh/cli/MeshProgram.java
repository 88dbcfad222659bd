// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.command.CommandTree;
import mesh.cli.command.VersionText;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The whole program as a function from arguments to an exit code. Never throws. */
public final class MeshProgram {
    private static final List<String> VERSION = List.of("--version", "-V");

    private final Setting setting;

    public MeshProgram(Setting setting) {
        this.setting = setting;
    }

    /** Runs one command; both streams are flushed at the end. */
    public int run(String... arguments) {
        Console console = setting.console();
        if (VERSION.contains(arguments.length == 1 ? arguments[0] : "")) {
            return version(console);
        }
        ErrorHandler errors = new ErrorHandler(console, setting.isSet("MESH_DEBUG"));
        Optional<Callable<Integer>> alone = arguments.length == 1
                ? CommandTree.alone(arguments[0], setting)
                : Optional.empty();
        if (alone.isPresent()) {
            return withoutParser(alone.get(), errors);
        }
        return parsed(errors, arguments);
    }

    private int parsed(ErrorHandler errors, String... arguments) {
        Console console = setting.console();
        if (Arrays.asList(arguments).contains("--no-color")) {
            console.withoutColour();
        }
        CommandLine line = CommandTree.create(setting, (other, command) -> new MeshProgram(other).run(command),
                List.of(arguments));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.outPalette().coloured() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.clamp(console.columns(), 80, 110));
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.listed(List.of(ExitCode.values())));
        try {
            return line.execute(arguments);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /** Where there is nothing to parse: the parser takes longer to set up than the command does. */
    private int withoutParser(Callable<Integer> command, ErrorHandler errors) {
        try {
            return command.call();
        } catch (Exception failure) { // as the parser would
            return errors.ended(failure);
        } finally {
            setting.console().out().flush();
            setting.console().err().flush();
        }
    }

    /** Without the parser of command lines, which takes longer to set up than this answer. */
    private static int version(Console console) {
        VersionText.lines().forEach(console.out()::println);
        console.out().flush();
        return ExitCode.OK.value();
    }
}
