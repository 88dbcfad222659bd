// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import mesh.cli.run.Console;
import mesh.cli.run.Setting;
import mesh.cli.run.TerminalFacts;
import mesh.key.SecureKeySource;

/**
 * Runs what most runs do, for the Java that makes an AOT cache of what it saw. Contacts nobody; reads the meshes in the directories that are
 * named, writes nothing, prints nothing.
 */
public final class Rehearsal {
    /** First argument of a rehearsal of what hooks and editors call all the time. */
    private static final String SHORT = "--short";

    private static final List<List<String>> SHORT_COMMANDS = List.of(List.of("--version"), List.of("validate"));
    private static final List<List<String>> COMMANDS = List.of(List.of("--version"), List.of("--help"),
            List.of("apply", "--help"), List.of("validate"), List.of("validate", "--json"), List.of("fmt", "--check"),
            List.of("plan", "--offline"), List.of("plan", "--offline", "--json"));

    private Rehearsal() {}

    /** Arguments: {@code --short} or not, then directories with a mesh each. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        boolean isShort = arguments.length > 0 && arguments[0].equals(SHORT);
        for (String directory : List.of(arguments).subList(isShort ? 1 : 0, arguments.length)) {
            for (List<String> command : isShort ? SHORT_COMMANDS : COMMANDS) {
                new MeshProgram(setting(Path.of(directory))).run(command.toArray(String[]::new));
            }
        }
        // Looked at, not run: it ends the process.
        Class.forName("mesh.cli.Main");
    }

    /** Of a program that prints nothing and whose files are in {@code directory}. */
    static Setting setting(Path directory) {
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()),
                new InputStreamReader(InputStream.nullInputStream(), StandardCharsets.UTF_8),
                TerminalFacts.of("", "", Map.of()));
        return new Setting(console, Map.of(), directory, Clock.systemUTC(), new SecureKeySource(), "nobody@localhost");
    }
}
