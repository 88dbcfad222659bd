// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What makes fish complete commands, options, and values where there is a list of them; see fish's {@code complete(1)}. */
public final class FishCompletion {
    /** Names of the nodes of the spec that the line names, or of mesh.yaml. */
    private static final String NODES = """
            function __mesh_nodes
                set -l spec mesh.yaml
                set -l words (commandline -opc)
                for i in (seq (count $words))
                    if contains -- $words[$i] -f --file; and test $i -lt (count $words)
                        set spec $words[(math $i + 1)]
                    end
                end
                awk '%s' $spec 2>/dev/null
            end""".formatted(Described.NODES);

    private final CommandLine root;

    public FishCompletion(CommandLine root) {
        this.root = root;
    }

    /** The script. */
    public String text() {
        String program = root.getCommandName();
        List<String> lines = new ArrayList<>(List.of("# Completion of " + program + " for fish.",
                "complete -c " + program + " -e", "complete -c " + program + " -f", NODES));
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
        return Described.isFile(parameter) || Described.isNode(parameter)
                || !Described.candidates(parameter).isEmpty();
    }

    /** Files where a file is asked for, what there is to choose from where that is known, else nothing. */
    private static String values(ArgSpec argument) {
        if (Described.isFile(argument)) {
            return " -F";
        }
        if (Described.isNode(argument)) {
            return " -f -a '(__mesh_nodes)'";
        }
        List<String> candidates = Described.candidates(argument);
        return candidates.isEmpty() ? " -f" : " -f -a " + quoted(String.join(" ", candidates));
    }

    private static String described(String text) {
        return text.isEmpty() ? "" : " -d " + quoted(text);
    }

    /** For fish, between single quotes only a quote and a backslash mean something. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
