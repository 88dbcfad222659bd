// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import mesh.cli.run.Console;
import mesh.cli.run.Setting;
import mesh.cli.run.TerminalFacts;
import mesh.key.SecureKeySource;

/** Where the process starts: connects the program to the real streams, clock and environment. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        TerminalFacts terminal = TerminalFacts.of(System.getProperty("mesh.terminals", ""),
                System.getProperty("mesh.columns", ""), System.getenv());
        Console console = new Console(writer(FileDescriptor.out), writer(FileDescriptor.err),
                new InputStreamReader(System.in, StandardCharsets.UTF_8), terminal);
        Setting setting = new Setting(console, System.getenv(), Path.of("").toAbsolutePath(), Clock.systemUTC(),
                new SecureKeySource(), operator());
        int code = new MeshProgram(setting).run(arguments);
        System.exit(code);
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

    /** Not System.out, which keeps it to itself when a write fails. */
    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }
}
