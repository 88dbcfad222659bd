// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A POSIX sh program for the standard input of {@code sh -s}. It may hold secrets, so it prints as its size only.
 *
 * <p>It is made of functions; its last line calls them, inside braces, so a program that arrives cut off anywhere runs
 * nothing. What it runs reads {@code /dev/null}, not the rest of the program. Steps and verdicts go to standard output,
 * what tools say goes to standard error, unless the program says otherwise.
 */
public final class HostProgram {
    private static final String CALL_WITH_STEPS = "{ main </dev/null 3>&1 1>&2; exit $?; }\n";
    private static final String CALL = "{ main </dev/null; exit $?; }\n";

    private static final String CALL_WITH_WORDS = "{ main \"$@\" </dev/null 3>&1 1>&2; exit $?; }\n";

    private final String text;

    private HostProgram(String text) {
        this.text = text;
    }

    /**
     * A program whose standard output is data.
     *
     * @param libraries names of function files beside this class
     * @param commands whole lines
     */
    static HostProgram printing(List<String> libraries, String commands) {
        return new HostProgram(functions(libraries, commands) + CALL);
    }

    /** A program that reports steps by descriptor 3 and whose tools may print what they like. */
    static HostProgram reporting(List<String> libraries, String commands) {
        return new HostProgram(functions(libraries, commands) + CALL_WITH_STEPS);
    }

    /**
     * A program that is a file of its own, run by a person: it reports as {@link #reporting} does.
     *
     * @param head first lines, comments only
     */
    static HostProgram file(String head, List<String> libraries, String commands) {
        return new HostProgram(head + functions(libraries, commands) + CALL_WITH_STEPS);
    }

    /** A program of a bundle: it reports as {@link #reporting} does, and takes arguments. */
    static HostProgram pulled(List<String> libraries, String commands) {
        return new HostProgram(functions(libraries, commands) + CALL_WITH_WORDS);
    }

    /**
     * The text of a program that is laid down on a host and takes its commands' words as arguments. Its steps go to the
     * host's syslog only.
     */
    static String standing(List<String> libraries, String commands) {
        return functions(libraries, commands) + "{ main \"$@\" </dev/null >/dev/null 2>&1 3>/dev/null; exit $?; }\n";
    }

    private static String functions(List<String> libraries, String commands) {
        StringBuilder out = new StringBuilder();
        for (String library : libraries) {
            out.append(load(library)).append('\n');
        }
        return out.append("main() {\nsetup\n").append(commands).append("}\n").toString();
    }

    /** The text of a library of this package. */
    static String load(String library) {
        try (InputStream in = HostProgram.class.getResourceAsStream(library + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("the program text " + library + ".sh is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The program itself, for {@code sh -s}. */
    public byte[] standardInput() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #standardInput} comes to. */
    public int sizeBytes() {
        return standardInput().length;
    }

    @Override
    public String toString() {
        return "HostProgram(" + text.length() + " characters)";
    }
}
