// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import mesh.json.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program on hosts. */
@Command(name = "mesh-agent", synopsisSubcommandLabel = "COMMAND", description = {"What mesh runs on hosts.",
        "'mesh apply' brings it where a pair of hosts or a relay needs it, with its files, keys and services."}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:all is well",
                "1:a file, the network or the system is not as it has to be; the message says what",
                "64:the command line is wrong",
                "70:a bug in mesh-agent"}, footer = {"",
                        "What it says, logs and measures: docs/reference/agent.md of mesh."}, subcommands = {
                                NetcheckCommand.class,
                                RelayCommand.class, RunCommand.class, KeyCommand.class, StatusCommand.class,
                                StunCommand.class})
public final class AgentMain {
    private static final int USAGE = 64;
    private static final int BUG = 70;

    /** The parser asks for it. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = {"-h",
            "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help message and exit.")
    private boolean help;

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
        return isService(args) ? serve(args[0], Path.of(args[2]), err) : execute(args, out, err);
    }

    /** As services are started. What else reads command lines would stay in memory for as long as the service runs. */
    private static boolean isService(String[] args) {
        return args.length == 3 && List.of("run", "relay").contains(args[0]) && args[1].equals("--config");
    }

    private static int serve(String service, Path config, PrintWriter err) {
        try {
            if (service.equals("run")) {
                RunCommand.serve(config);
            } else {
                RunningRelay.run(config);
            }
            return 0;
        } catch (ConfigException | IOException | RuntimeException failure) {
            return failed(failure, err);
        }
    }

    private static int failed(Exception failure, PrintWriter err) {
        if (failure instanceof ConfigException || failure instanceof IOException) {
            err.println(failure.getMessage());
            return 1;
        }
        err.println("mesh-agent has a bug: " + failure);
        return BUG;
    }

    private static int execute(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new AgentMain()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()));
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
