// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What makes fish complete commands, options, and values where there is a list of them; see fish's {@code complete(1)}. */
public final class FishCompletion {
    private final CommandLine root;

    public FishCompletion(CommandLine root) {
        this.root = root;
    }

    /** The script. */
    public String text() {
        String program = root.getCommandName();
        List<String> lines = new ArrayList<>(List.of("# Completion of " + program + " for fish.",
                "complete -c " + program + " -e", "complete -c " + program + " -f"));
        for (CommandLine command : Described.commands(root)) {
            lines.add(rule("__fish_use_subcommand") + " -a " + quoted(command.getCommandName())
                    + described(Described.summary(Described.lines(command))));
        }
        Described.options(root).forEach(option -> lines.add(rule("__fish_use_subcommand") + option(option)));
        for (CommandLine command : Described.commands(root)) {
            String rule = rule("__fish_seen_subcommand_from " + command.getCommandName());
            Described.options(command).forEach(option -> lines.add(rule + option(option)));
            Described.parameters(command).stream().filter(FishCompletion::completes)
                    .forEach(parameter -> lines.add(rule + values(parameter)));
        }
        return String.join("\n", lines) + "\n";
    }

    private String rule(String condition) {
        return "complete -c " + root.getCommandName() + " -n " + quoted(condition);
    }

    private static String option(OptionSpec option) {
        String names = List.of(option.names()).stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return names + (Described.value(option).isEmpty() ? "" : " -r" + values(option))
                + described(Described.summary(Described.lines(option)));
    }

    private static boolean completes(PositionalParamSpec parameter) {
        return isFile(parameter) || !candidates(parameter).isEmpty();
    }

    /** Files where a file is asked for, what there is to choose from where that is known, else nothing. */
    private static String values(ArgSpec argument) {
        if (isFile(argument)) {
            return " -F";
        }
        return candidates(argument).isEmpty() ? " -f" : " -f -a " + quoted(String.join(" ", candidates(argument)));
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.typeInfo().getType() == Path.class || argument.auxiliaryTypes()[0] == Path.class
                || List.of("FILE", "DIR", "DIRECTORY").contains(argument.paramLabel());
    }

    /** As the options' own texts write them: in small letters. */
    private static List<String> candidates(ArgSpec argument) {
        Iterable<String> given = argument.completionCandidates();
        if (given != null) {
            return StreamSupport.stream(given.spliterator(), false).map(each -> each.toLowerCase(Locale.ROOT)).toList();
        }
        return List.of(argument.auxiliaryTypes()).stream().filter(Class::isEnum)
                .flatMap(type -> List.of(type.getEnumConstants()).stream())
                .map(each -> each.toString().toLowerCase(Locale.ROOT)).toList();
    }

    private static String described(String text) {
        return text.isEmpty() ? "" : " -d " + quoted(text);
    }

    /** For fish, between single quotes only a quote and a backslash mean something. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
