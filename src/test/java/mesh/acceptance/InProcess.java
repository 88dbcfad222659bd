// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

import mesh.cli.MeshProgram;
import mesh.cli.run.Console;
import mesh.cli.run.Setting;
import mesh.cli.run.TerminalFacts;
import mesh.key.SecureKeySource;

/**
 * The whole program inside of this JVM, over real SSH: for stories of hundreds of runs, where starting a JVM each time
 * would take most of the time.
 */
final class InProcess {
    private InProcess() {}

    /** @param operator who hosts are told that it was */
    static Program.Run run(Path folder, String operator, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Reader.nullReader(),
                TerminalFacts.of("", "", Map.of("NO_COLOR", "1")));
        Setting setting = new Setting(console, Map.of("HOME", folder.toString()), folder, Clock.systemUTC(),
                new SecureKeySource(), operator);
        int exit = new MeshProgram(setting).run(arguments);
        console.out().flush();
        console.err().flush();
        return new Program.Run(Arrays.asList(arguments), exit, out.toString(), err.toString());
    }
}
