// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Setting;
import mesh.cli.run.TerminalFacts;
import mesh.cli.run.WatchedOutput;
import mesh.key.SecureKeySource;

/** Where the process starts: connects the program to the real streams, clock and environment. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        TerminalFacts terminal = TerminalFacts.of(System.getProperty("mesh.terminals", ""),
                System.getProperty("mesh.size", ""), System.getenv());
        // Not System.out, which keeps it to itself when a write fails.
        WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        Console console = new Console(writer(out), writer(new FileOutputStream(FileDescriptor.err)),
                new InputStreamReader(System.in, StandardCharsets.UTF_8), terminal);
        Setting setting = new Setting(console, System.getenv(), Path.of("").toAbsolutePath(), Clock.systemUTC(),
                new SecureKeySource(), operator());
        int code = new MeshProgram(setting).run(arguments);
        end(code == ExitCode.OK.value() && out.failure().isPresent() ? incomplete(console, out) : code);
    }

    /** Where nothing else runs, success needs no {@link System#exit}, which looks a logger up before it ends anything. */
    private static void end(int code) {
        if (code != ExitCode.OK.value() || Thread.activeCount() > 1) {
            System.exit(code);
        }
    }

    /** A result that its reader did not get is no success. */
    private static int incomplete(Console console, WatchedOutput out) {
        if (!out.readerLeft()) {
            console.note("error: standard output could not be written; what was printed is not complete");
        }
        return ExitCode.ERROR.value();
    }

    /** Asks no resolver: the kernel knows its own name. */
    private static String operator() {
        Path name = Path.of("/proc/sys/kernel/hostname");
        try {
            return System.getProperty("user.name", "somebody") + "@"
                    + (Files.isReadable(name) ? Files.readString(name).strip() : "localhost");
        } catch (IOException unreadable) {
            return System.getProperty("user.name", "somebody");
        }
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
