// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import mesh.cli.run.ExitCode;
import mesh.cli.run.Program;
import mesh.cli.run.Setting;
import mesh.enrol.OpenBsdRelease;
import mesh.export.ExportFormat;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.name.Tag;
import mesh.net.InterfaceName;
import mesh.net.Port;
import mesh.plan.Shard;
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
            Map.entry("publish", List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL)),
            Map.entry("rotate", CHANGING),
            Map.entry("destroy", CHANGING),
            Map.entry("status",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.ROLLED_BACK,
                            ExitCode.REFUSED, ExitCode.INTERRUPTED)),
            Map.entry("explain",
                    List.of(ExitCode.OK, ExitCode.ERROR, ExitCode.INVALID, ExitCode.PARTIAL, ExitCode.REFUSED)),
            Map.entry("doctor",
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

    /** A command needs all the others: it prints them. */
    private static final String OF_ALL = "completion";

    /** These need none. */
    private static final Set<String> VERSION = Set.of("--version", "-V");

    /**
     * A fresh tree; a run parses its arguments into it. Where the first argument is a command, it is the only one: what the
     * others take is not worked out, which would cost more than most commands do.
     *
     * @param program for commands that run others
     */
    public static CommandLine create(Setting setting, Program program, List<String> arguments) {
        MeshCommand mesh = new MeshCommand(setting);
        CommandLine line = new CommandLine(mesh);
        mesh.isRootOf(line);
        SequencedMap<String, Supplier<Object>> commands = commands(mesh, program);
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (VERSION.contains(first)) {
            commands.clear();
        } else if (commands.containsKey(first) && !first.equals(OF_ALL)) {
            commands.keySet().retainAll(Set.of(first));
        }
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        if (commands.size() != 1) {
            line.addSubcommand(new CommandLine.HelpCommand());
        }
        registerValues(line);
        setExitCodes(line.getCommandSpec());
        line.getSubcommands().forEach(CommandTree::describe);
        return line;
    }

    /** The command {@code name} where it is one that needs no parser when it is alone: no option of it has to be given a value. */
    public static Optional<Callable<Integer>> alone(String name, Setting setting) {
        return name.equals("validate") ? Optional.of(new ValidateCommand(new MeshCommand(setting))) : Optional.empty();
    }

    private static void describe(String name, CommandLine command) {
        setExitCodes(command.getCommandSpec());
        List<ExitCode> codes = ENDINGS.getOrDefault(name, List.of());
        if (!codes.isEmpty()) {
            command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.listed(codes));
        }
    }

    private static SequencedMap<String, Supplier<Object>> commands(MeshCommand mesh, Program program) {
        SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("init", () -> new InitCommand(mesh));
        commands.put("validate", () -> new ValidateCommand(mesh));
        commands.put("fmt", () -> new FmtCommand(mesh));
        commands.put("schema", () -> new SchemaCommand(mesh));
        commands.put("lock", () -> new LockCommand(mesh));
        commands.put("plan", () -> new PlanCommand(mesh));
        commands.put("show", () -> new ShowCommand(mesh));
        commands.put("apply", () -> new ApplyCommand(mesh));
        commands.put("publish", () -> new PublishCommand(mesh));
        commands.put("rotate", () -> new RotateCommand(mesh));
        commands.put("destroy", () -> new DestroyCommand(mesh));
        commands.put("status", () -> new StatusCommand(mesh));
        commands.put("drift", () -> new DriftCommand(mesh));
        commands.put("explain", () -> new ExplainCommand(mesh));
        commands.put("doctor", () -> new DoctorCommand(mesh));
        commands.put("log", () -> new LogCommand(mesh));
        commands.put("unlock", () -> new UnlockCommand(mesh));
        commands.put("bootstrap", () -> new BootstrapCommand(mesh));
        commands.put("import", () -> new ImportCommand(mesh));
        commands.put("render", () -> new RenderCommand(mesh));
        commands.put("export", () -> new ExportCommand(mesh));
        commands.put("names", () -> new NamesCommand(mesh));
        commands.put("relays", () -> new RelaysCommand(mesh));
        commands.put("ca", () -> new CaCommand(mesh));
        commands.put("graph", () -> new GraphCommand(mesh));
        commands.put("demo", () -> new DemoCommand(mesh, program));
        commands.put("completion", () -> new CompletionCommand(mesh));
        commands.put("version", () -> new VersionCommand(mesh));
        return commands;
    }

    private static void registerValues(CommandLine line) {
        line.registerConverter(MeshName.class, value(MeshName::new));
        line.registerConverter(NodeName.class, value(NodeName::new));
        line.registerConverter(InterfaceName.class, value(InterfaceName::new));
        line.registerConverter(UserName.class, value(UserName::new));
        line.registerConverter(OpenBsdRelease.class, value(OpenBsdRelease::new));
        line.registerConverter(Tag.class, value(Tag::new));
        line.registerConverter(Port.class, value(Port::parse));
        line.registerConverter(HostWord.class, value(HostWord::parse));
        line.registerConverter(Shard.class, value(Shard::parse));
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
