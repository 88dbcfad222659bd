// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What makes bash and zsh complete commands, options, values where there is a list of them, hosts of the spec, and files where a file
 * is asked for; see bash's {@code complete}. zsh reads it by its {@code bashcompinit}.
 */
public final class BashCompletion {
    private final CommandLine root;

    public BashCompletion(CommandLine root) {
        this.root = root;
    }

    /** The script. */
    public String text() {
        String program = root.getCommandName();
        return """
                # Completion of %1$s for bash and zsh.
                if [ -n "${ZSH_VERSION:-}" ]; then
                    autoload -U +X compinit bashcompinit
                    typeset -f compdef >/dev/null || compinit -u
                    bashcompinit
                fi

                # _%1$s_nodes SPEC: names of its nodes, where each has a line of its own.
                _%1$s_nodes() {
                    awk '%2$s' "$1" 2>/dev/null
                }

                _%1$s() {
                    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
                    local spec=mesh.yaml command='' words='' files='' i
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case "${COMP_WORDS[i]}" in
                            -f | --file) i=$((i + 1)); spec="${COMP_WORDS[i]}" ;;
                            -*) ;;
                            *) if [ -z "$command" ]; then command="${COMP_WORDS[i]}"; fi ;;
                        esac
                    done
                    case "$command $before" in
                %3$s        *)
                            case "$command" in
                %4$s            esac
                            ;;
                    esac
                    COMPREPLY=()
                    if [ -n "$files" ]; then return; fi
                    if type compopt >/dev/null 2>&1; then compopt +o default; fi
                    COMPREPLY=($(compgen -W "$words" -- "$word"))
                }

                complete -o default -F _%1$s %1$s
                """.formatted(program, Described.NODES, values(), words());
    }

    /** For each option that takes a value, what that may be. */
    private String values() {
        List<String> cases = new ArrayList<>();
        for (CommandLine command : withRoot()) {
            for (OptionSpec option : Described.options(command)) {
                if (!Described.value(option).isEmpty()) {
                    String names = Stream.of(option.names()).map(name -> pattern(command, name))
                            .collect(Collectors.joining(" | "));
                    cases.add("        " + names + ") " + setting(option) + ";;\n");
                }
            }
        }
        return String.join("", cases);
    }

    /** What is the same for all commands is so before any was typed, too. */
    private String pattern(CommandLine command, String option) {
        return command.equals(root) ? "*' " + option + "'" : "'" + command.getCommandName() + " " + option + "'";
    }

    private static String setting(ArgSpec argument) {
        if (Described.isFile(argument)) {
            return "files=yes ";
        }
        if (Described.isNode(argument)) {
            return "words=\"$(_mesh_nodes \"$spec\")\" ";
        }
        List<String> candidates = Described.candidates(argument);
        return candidates.isEmpty() ? "" : "words='" + String.join(" ", candidates) + "' ";
    }

    /** What may come where no value of an option does. */
    private String words() {
        StringBuilder cases = new StringBuilder();
        for (CommandLine command : withRoot()) {
            Stream<String> options = Described.options(command).stream().flatMap(each -> Stream.of(each.names()))
                    .filter(name -> name.startsWith("--"));
            Stream<String> positional = Described.parameters(command).stream()
                    .flatMap(each -> Described.candidates(each).stream());
            Stream<String> commands = Described.commands(command).stream().map(CommandLine::getCommandName);
            boolean nodes = Described.parameters(command).stream().anyMatch(Described::isNode);
            boolean files = Described.parameters(command).stream().anyMatch(Described::isFile);
            cases.append("                ").append(command.equals(root) ? "''" : command.getCommandName())
                    .append(")\n                    case \"$word\" in\n                        -*) words='")
                    .append(options.collect(Collectors.joining(" "))).append("' ;;\n                        *) ")
                    .append(files
                            ? "files=yes "
                            : "words=\"" + Stream.concat(commands, positional)
                                    .collect(Collectors.joining(" ")) + (nodes ? "$(_mesh_nodes \"$spec\")" : "")
                                    + "\" ")
                    .append(";;\n                    esac\n                    ;;\n");
        }
        return cases.toString();
    }

    private List<CommandLine> withRoot() {
        return Stream.concat(Stream.of(root), Described.commands(root).stream()).toList();
    }
}
