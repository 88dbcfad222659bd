// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import mesh.cli.run.ExitCode;
import mesh.cli.run.Program;
import mesh.cli.run.Setting;
import mesh.export.ExportFormat;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.InterfaceName;
import mesh.value.ValueFormatException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** All commands, in the order that help lists them. */
public final class CommandTree {
    private static final List<ExitCode> CHANGING = List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID,
            ExitCode.PARTIAL, ExitCode.ROLLED_BACK, ExitCode.LOCKED, ExitCode.STALE, ExitCode.REFUSED,
            ExitCode.INTERRUPTED);
    /** What help lists for commands whose exit code says more than success or failure. */
    private static final Map<String, List<ExitCode>> ENDINGS = Map.ofEntries(
            Map.entry("validate", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID)),
            Map.entry("fmt", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID)),
            Map.entry("lock", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID)),
            Map.entry("plan",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.CHANGES, ExitCode.INVALID, ExitCode.PARTIAL,
                            ExitCode.REFUSED)),
            Map.entry("apply", CHANGING),
            Map.entry("rotate", CHANGING),
            Map.entry("destroy", CHANGING),
            Map.entry("status",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("explain",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("log",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("unlock",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("drift", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.CHANGES, ExitCode.INVALID,
                    ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("import", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.REFUSED)),
            Map.entry("bootstrap", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.REFUSED)));

    private CommandTree() {}

    /**
     * A fresh tree; a run parses its arguments into it.
     *
     * @param program for commands that run others
     */
    public static CommandLine create(Setting setting, Program program) {
        MeshCommand mesh = new MeshCommand(setting);
        CommandLine line = new CommandLine(mesh);
        List<Object> commands = List.of(new InitCommand(mesh), new ValidateCommand(mesh), new FmtCommand(mesh),
                new SchemaCommand(mesh),
                new LockCommand(mesh),
                new PlanCommand(mesh), new ShowCommand(mesh), new ApplyCommand(mesh),
                new RotateCommand(mesh), new DestroyCommand(mesh), new StatusCommand(mesh), new DriftCommand(mesh),
                new ExplainCommand(mesh),
                new LogCommand(mesh), new UnlockCommand(mesh), new BootstrapCommand(mesh), new ImportCommand(mesh),
                new RenderCommand(mesh), new ExportCommand(mesh), new NamesCommand(mesh), new RelaysCommand(mesh),
                new CaCommand(mesh),
                new GraphCommand(mesh),
                new DemoCommand(mesh, program), new CompletionCommand(mesh), new VersionCommand(mesh));
        commands.forEach(line::addSubcommand);
        line.addSubcommand(new CommandLine.HelpCommand());
        registerValues(line);
        setExitCodes(line.getCommandSpec());
        line.getSubcommands().forEach((name, command) -> {
            setExitCodes(command.getCommandSpec());
            List<ExitCode> codes = ENDINGS.getOrDefault(name, List.of());
            if (!codes.isEmpty()) {
                command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.listed(codes));
            }
        });
        return line;
    }

    private static void registerValues(CommandLine line) {
        line.registerConverter(MeshName.class, value(MeshName::new));
        line.registerConverter(NodeName.class, value(NodeName::new));
        line.registerConverter(InterfaceName.class, value(InterfaceName::new));
        line.registerConverter(Tag.class, value(Tag::new));
        line.registerConverter(Format.class, text -> Arrays.stream(Format.values())
                .filter(format -> format.text().equals(text)).findFirst().orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not one of "
                                + Arrays.stream(Format.values()).map(Format::text).collect(Collectors.joining(", ")))));
        line.registerConverter(ExportFormat.class, text -> Arrays.stream(ExportFormat.values())
                .filter(format -> format.text().equals(text)).findFirst().orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not one of " + Arrays.stream(ExportFormat.values()).map(ExportFormat::text)
                                .collect(Collectors.joining(", ")))));
        line.setCaseInsensitiveEnumValuesAllowed(true);
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
