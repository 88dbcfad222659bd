// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.apply.SecretUnavailableException;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Palette;
import mesh.cli.view.ProblemView;
import mesh.spec.SpecException;
import mesh.spec.Spelling;
import mesh.ssh.SshException;
import mesh.vault.AgeException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure becomes a message on standard error and an exit code. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** As picocli says it. */
    private static final Pattern CHOICE = Pattern.compile(
            "invalid value for (?<what>.*): expected one of \\[(?<known>.*)] \\(case-insensitive\\) but was '(?<word>.*)'");

    private final Console console;
    private final boolean debug;

    /** @param debug true: stack traces are shown as well */
    ErrorHandler(Console console, boolean debug) {
        this.console = console;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            boolean unknownCommand = !word.startsWith("-") && !line.getSubcommands().isEmpty();
            complain(command + ": " + (unknownCommand ? "unknown command '" + word + "'" : sentence(message(failure))));
            Spelling.nearest(word.replaceAll("=.*", ""), known(line, word))
                    .ifPresent(known -> console.note("Did you mean: " + known + "?"));
        } else {
            wrongChoice(command, sentence(message(failure)));
        }
        console.note("Try '" + command + " --help'.");
        return ExitCode.USAGE.value();
    }

    /** Options that take one of some words say which in the letters that people type. */
    private void wrongChoice(String command, String message) {
        Matcher choice = CHOICE.matcher(message);
        if (!choice.matches()) {
            complain(command + ": " + message);
            return;
        }
        List<String> known = List.of(choice.group("known").toLowerCase(Locale.ROOT).split(", "));
        String word = choice.group("word");
        complain(command + ": " + choice.group("what") + ": '" + word + "' is none of " + String.join(", ", known));
        Spelling.nearest(word, known).ifPresent(near -> console.note("Did you mean: " + near + "?"));
    }

    /** The options of a command when {@code word} looks like one, else its subcommands. */
    private static Collection<String> known(CommandLine line, String word) {
        return word.startsWith("-") ? line.getCommandSpec().optionsMap().keySet() : line.getSubcommands().keySet();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        return ended(failure);
    }

    /** Says why a command failed. */
    int ended(Exception failure) {
        console.out().flush();
        if (debug) {
            failure.printStackTrace(console.err());
        }
        return explain(failure).value();
    }

    private ExitCode explain(Exception failure) {
        return switch (failure) {
            case MeshException known -> {
                complain(message(known));
                advise(known.advice());
                yield known.code();
            }
            case SpecException invalid -> {
                console.err().print(new ProblemView(console.errPalette()).draw(invalid.problems()));
                yield ExitCode.INVALID;
            }
            case SshException ssh -> {
                complain(message(ssh));
                yield ssh.reason().isRefusal() ? ExitCode.REFUSED : ExitCode.ERROR;
            }
            case SecretUnavailableException secret -> complainOf(secret);
            case AgeException age -> complainOf(age);
            case UncheckedIOException io ->
                explainFile(io.getCause() == null ? new IOException(message(io)) : io.getCause());
            case IOException io -> explainFile(io);
            case InterruptedException _ -> {
                complain("interrupted");
                yield ExitCode.INTERRUPTED;
            }
            default -> explainBug(failure);
        };
    }

    private ExitCode complainOf(Exception failure) {
        complain(message(failure));
        return ExitCode.ERROR;
    }

    private ExitCode explainFile(IOException failure) {
        switch (failure) {
            case NoSuchFileException missing -> complain(missing.getFile() + ": no such file or directory");
            case AccessDeniedException denied -> complain(denied.getFile() + ": permission denied");
            case FileSystemException other when other.getReason() != null ->
                complain(other.getFile() + ": " + other.getReason());
            default -> complain(message(failure));
        }
        return ExitCode.ERROR;
    }

    private ExitCode explainBug(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        complain("this is a bug in mesh: " + failure.getClass().getSimpleName()
                + (trace.length == 0 ? "" : " in " + trace[0]));
        advise(debug
                ? "Please report it with the trace above."
                : "Run again with MESH_DEBUG=1 for the trace, and report it.");
        return ExitCode.BUG;
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void complain(String message) {
        Palette palette = console.errPalette();
        console.note(palette.bad("error: ") + message);
    }

    private void advise(String advice) {
        if (!advice.isEmpty()) {
            console.note(advice);
        }
    }

    /** picocli starts its sentences with a capital; after a colon they go on in lower case. */
    private static String sentence(String message) {
        return message.isEmpty() ? "wrong use" : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
