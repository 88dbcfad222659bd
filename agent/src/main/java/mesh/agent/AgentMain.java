// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program on hosts. */
@Command(name = "mesh-agent", description = "What mesh runs on hosts.", subcommands = {NetcheckCommand.class,
        RelayCommand.class,
        RunCommand.class,
        KeyCommand.class, StatusCommand.class, StunCommand.class})
public final class AgentMain {
    private static final int USAGE = 64;
    private static final int BUG = 70;

    private AgentMain() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(args, out, err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Exit codes: 0, 1 for what the user can mend, 64 for a wrong command line, 70 for a bug. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new AgentMain()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof mesh.json.ConfigException || failure instanceof java.io.IOException) {
                command.getErr().println(failure.getMessage());
                return 1;
            }
            command.getErr().println("mesh-agent has a bug: " + failure);
            return BUG;
        });
        line.setParameterExceptionHandler((wrong, arguments) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage());
            wrong.getCommandLine().usage(wrong.getCommandLine().getErr());
            return USAGE;
        });
        if (args.length == 0) {
            line.usage(err);
            return USAGE;
        }
        return line.execute(args);
    }
}
