// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.function.Function;

import mesh.cli.run.ExitCode;
import mesh.cli.run.Setting;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** All commands, in the order that help lists them. */
public final class CommandTree {
    private CommandTree() {}

    /** A fresh tree; a run parses its arguments into it. */
    public static CommandLine create(Setting setting) {
        MeshCommand mesh = new MeshCommand(setting);
        CommandLine line = new CommandLine(mesh);
        List<Object> commands = List.of(new InitCommand(mesh), new ValidateCommand(mesh), new LockCommand(mesh),
                new CompletionCommand(mesh), new VersionCommand(mesh));
        commands.forEach(line::addSubcommand);
        line.registerConverter(MeshName.class, value(MeshName::new));
        line.registerConverter(NodeName.class, value(NodeName::new));
        setExitCodes(line.getCommandSpec());
        line.getSubcommands().values().forEach(command -> setExitCodes(command.getCommandSpec()));
        return line;
    }

    /** The value types' own messages instead of picocli's. */
    private static <T> ITypeConverter<T> value(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (ValueFormatException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    /** picocli returns 2 for wrong use, which for plans means "there are changes". */
    private static void setExitCodes(CommandSpec spec) {
        spec.exitCodeOnInvalidInput(ExitCode.USAGE.value());
        spec.exitCodeOnExecutionException(ExitCode.BUG.value());
        spec.exitCodeOnUsageHelp(ExitCode.OK.value());
        spec.exitCodeOnVersionHelp(ExitCode.OK.value());
    }
}
