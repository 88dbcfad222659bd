// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How the commands of a program and what they take are read from picocli's model: in help's words, without what help hides. */
final class Described {
    /** In awk: names of nodes, where each has a line of its own below {@code hosts}, {@code devices} or {@code external}. */
    static final String NODES = "/^[^ #]/ { inside = /^(hosts|devices|external):/ } "
            + "inside && /^  [a-z0-9][a-z0-9-]*:/ { sub(/^  /, \"\"); sub(/:.*/, \"\"); print }";

    private Described() {}

    /** Commands in the order of help, without {@code help}. */
    static List<CommandLine> commands(CommandLine root) {
        return root.getSubcommands().entrySet().stream().filter(each -> !each.getKey().equals("help"))
                .map(each -> each.getValue()).filter(each -> !each.getCommandSpec().usageMessage().hidden()).toList();
    }

    /** Options by their longest name. */
    static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().toLowerCase(Locale.ROOT))).toList();
    }

    static List<PositionalParamSpec> parameters(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream().filter(parameter -> !parameter.hidden())
                .toList();
    }

    /** The description of a command, a line each. */
    static Stream<String> lines(CommandLine command) {
        return formatted(command.getCommandSpec().usageMessage().description());
    }

    /** The lines after all options, of which some may be empty. */
    static Stream<String> footer(CommandLine command) {
        return formatted(command.getCommandSpec().usageMessage().footer());
    }

    static Stream<String> lines(ArgSpec argument) {
        return formatted(argument.description());
    }

    /** The first sentence, without its end. */
    static String summary(Stream<String> lines) {
        String first = lines.findFirst().orElse("");
        int end = first.indexOf(". ");
        return (end < 0 ? first : first.substring(0, end)).replaceAll("[.:;]$", "");
    }

    /** Such as {@code FILE}; empty where the option takes no value. */
    static String value(ArgSpec argument) {
        return argument.arity().max() == 0 ? "" : argument.paramLabel();
    }

    static boolean isFile(ArgSpec argument) {
        return argument.typeInfo().getType() == Path.class || argument.auxiliaryTypes()[0] == Path.class
                || List.of("FILE", "FILE.pub", "DIR", "DIRECTORY").contains(argument.paramLabel());
    }

    /** Whether names of the spec's hosts or devices are asked for. */
    static boolean isNode(ArgSpec argument) {
        return List.of("HOST", "NODE", "OTHER", "DEVICE").contains(argument.paramLabel())
                || argument instanceof OptionSpec option && option.longestName().equals("--host")
                        && argument.paramLabel().equals("NAME");
    }

    /** The words that an argument takes, as the options' own texts write them: in small letters. Empty: any. */
    static List<String> candidates(ArgSpec argument) {
        Iterable<String> given = argument.completionCandidates();
        if (given != null) {
            return StreamSupport.stream(given.spliterator(), false).map(each -> each.toLowerCase(Locale.ROOT)).toList();
        }
        return List.of(argument.auxiliaryTypes()).stream().filter(Class::isEnum)
                .flatMap(type -> List.of(type.getEnumConstants()).stream())
                .map(each -> each.toString().toLowerCase(Locale.ROOT)).toList();
    }

    /** picocli's lines are formats: {@code %%} is one character, {@code %n} ends a line. */
    private static Stream<String> formatted(String... lines) {
        return Arrays.stream(lines).flatMap(line -> line.formatted().lines());
    }
}
