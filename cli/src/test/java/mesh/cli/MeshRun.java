// SPDX-License-Identifier: Apache-2.0
package mesh.cli;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Setting;
import mesh.cli.run.TerminalFacts;
import mesh.key.KeySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the program in this process with captured streams; a wrong exit code is reported with both of them. */
public final class MeshRun {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private String terminals = "";
    private String input = "";
    private KeySource keys = countingKeys(0);
    private String out = "";
    private String err = "";

    public MeshRun(Path directory) {
        this.directory = directory;
    }

    /** @param descriptors those that are terminals, such as {@code 012} */
    public MeshRun terminals(String descriptors) {
        this.terminals = descriptors;
        return this;
    }

    public MeshRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** @param typed what the user types */
    public MeshRun input(String typed) {
        this.input = typed;
        return this;
    }

    /** Keys that a run without this does not make, unless it makes as many. */
    public MeshRun keysAfter(int number) {
        keys = countingKeys(number);
        return this;
    }

    /** Whoever asks for a key finds a bug. */
    public MeshRun withoutKeys() {
        keys = () -> {
            throw new IllegalStateException("no keys here");
        };
        return this;
    }

    /** Runs, and fails unless the run ends with {@code expected}. */
    public MeshRun ends(ExitCode expected, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        Console console = new Console(new PrintWriter(outText), new PrintWriter(errText), new StringReader(input),
                TerminalFacts.of(terminals, "80", environment));
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        int code = new MeshProgram(new Setting(console, environment, directory, clock, keys, "anna@laptop"))
                .run(arguments);
        out = outText.toString();
        err = errText.toString();
        assertThat(code).withFailMessage(
                () -> "mesh %s ended with %d instead of %d (%s)%n--- out%n%s%n--- err%n%s".formatted(
                        String.join(" ", arguments), code, expected.value(), expected, out, err))
                .isEqualTo(expected.value());
        return this;
    }

    public String out() {
        return out;
    }

    public String err() {
        return err;
    }

    private static KeySource countingKeys(int before) {
        byte[] next = {(byte) before};
        return () -> {
            byte[] key = new byte[32];
            key[31] = ++next[0];
            return key;
        };
    }
}
