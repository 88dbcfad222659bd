// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in mdoc(7). What it says is what {@code --help} says. */
public final class ManualPage {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

    private final CommandLine command;
    private final LocalDate date;
    private final Section section;

    /** Where manuals have a program: those of users in 1, those that run a machine in 8. */
    public enum Section {
        USER("1"), SYSTEM("8");

        private final String number;

        Section(String number) {
            this.number = number;
        }

        /** The directory of its pages, such as {@code man1}. */
        public String directory() {
            return "man" + number;
        }
    }

    /** @param date what the page is dated */
    public ManualPage(CommandLine command, LocalDate date, Section section) {
        this.command = command;
        this.date = date;
        this.section = section;
    }

    /** All pages of a program, its own first. */
    public static List<ManualPage> all(CommandLine root, LocalDate date, Section section) {
        return Stream.concat(Stream.of(root), Described.commands(root).stream())
                .map(each -> new ManualPage(each, date, section)).toList();
    }

    /** Such as {@code mesh-apply.1}. */
    public String fileName() {
        return name() + "." + section.number;
    }

    /** The page. */
    public String text() {
        Mdoc page = new Mdoc().macro("Dd", DATE.format(date))
                .macro("Dt", name().toUpperCase(Locale.ROOT), section.number)
                .macro("Os").macro("Sh", "NAME").macro("Nm", name())
                .macro("Nd", Mdoc.word(Described.summary(Described.lines(command))));
        synopsis(page.macro("Sh", "SYNOPSIS").macro("Nm", command.getCommandSpec().qualifiedName()));
        page.macro("Sh", "DESCRIPTION");
        Described.lines(command).forEach(page::line);
        arguments(page);
        commands(page);
        Described.footer(command).forEach(line -> footer(page, line));
        exitStatus(page);
        seeAlso(page);
        return page.toString();
    }

    private String name() {
        return command.getCommandSpec().qualifiedName("-");
    }

    private void synopsis(Mdoc page) {
        for (OptionSpec option : Described.options(command)) {
            String flag = flag(option.longestName(), option);
            // Of options that exclude each other picocli says that each has to be there.
            page.macro(option.required() && option.group() == null ? flag : "Op " + flag);
        }
        for (PositionalParamSpec parameter : Described.parameters(command)) {
            String many = parameter.arity().max() > 1 ? " ..." : "";
            page.macro(parameter.required() ? "Ar" : "Op Ar", Mdoc.word(parameter.paramLabel()) + many);
        }
        if (!command.getSubcommands().isEmpty()) {
            page.macro("Ar", "COMMAND");
        }
    }

    private void arguments(Mdoc page) {
        page.macro("Pp").line("The arguments are as follows:").macro("Bl", "-tag", "-width Ds");
        for (PositionalParamSpec parameter : Described.parameters(command)) {
            described(page.macro("It", "Ar", Mdoc.word(parameter.paramLabel())), parameter);
        }
        for (OptionSpec option : Described.options(command)) {
            described(page.macro("It", List.of(option.names()).stream().map(name -> flag(name, option))
                    .collect(Collectors.joining(" , "))), option);
        }
        page.macro("El");
    }

    private static void described(Mdoc page, ArgSpec argument) {
        Described.lines(argument).forEach(page::line);
    }

    /** {@code --file FILE} as mdoc writes it: the first hyphen is the macro's. */
    private static String flag(String name, OptionSpec option) {
        String value = Described.value(option);
        return "Fl " + Mdoc.word(name.substring(1)) + (value.isEmpty() ? "" : " Ar " + Mdoc.word(value));
    }

    private void commands(Mdoc page) {
        List<CommandLine> commands = Described.commands(command);
        if (!commands.isEmpty()) {
            page.macro("Pp").line("The commands, each with a page of its own:").macro("Bl", "-tag", "-width Ds");
            for (CommandLine each : commands) {
                page.macro("It", "Xr", each.getCommandSpec().qualifiedName("-"), section.number);
                Described.lines(each).forEach(page::line);
            }
            page.macro("El");
        }
    }

    private static void footer(Mdoc page, String line) {
        if (line.isBlank()) {
            page.macro("Pp");
        } else {
            page.line(line);
        }
    }

    private void exitStatus(Mdoc page) {
        Map<String, String> codes = command.getCommandSpec().usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            page.macro("Sh", "EXIT STATUS").macro("Bl", "-tag", "-width Ds");
            codes.forEach((code, meaning) -> page.macro("It", code.strip()).line(meaning.formatted()));
            page.macro("El");
        }
    }

    private void seeAlso(Mdoc page) {
        if (command.getParent() != null) {
            page.macro("Sh", "SEE ALSO").macro("Xr", command.getParent().getCommandSpec().qualifiedName("-"),
                    section.number);
        }
    }
}
