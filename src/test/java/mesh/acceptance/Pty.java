// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * A run of the built program on a terminal of its own, made by script(1). The terminal's settings are written down before
 * and after, as the shell would find them.
 */
final class Pty implements AutoCloseable {
    /** The inner shell outlives a ^C, which all on the terminal get; {@code env} undoes an ignored SIGINT of a background. */
    private static final String INNER = """
            trap : INT; rm -f code after; tty >tty; stty rows %d columns %d; stty -g >before
            env --default-signal=INT,TERM,HUP sh -c 'echo $$ >pid; exec "$@"' sh %s %s; echo $? >code
            stty -g >after
            """;

    private final Process process;
    private final Path folder;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Pty(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        Thread.ofVirtual().start(this::listen);
    }

    /** @param arguments without anything that a shell would look at twice */
    static Pty start(Path folder, int rows, int columns, String arguments) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")),
                "no script(1) here, which makes terminals");
        Path inner = Files.writeString(folder.resolve("inner.sh"),
                INNER.formatted(rows, columns, Program.launcher(), arguments));
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", "sh " + inner, "/dev/null")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("NO_COLOR", "1");
        builder.environment().remove("SSH_AUTH_SOCK");
        builder.environment().remove("COLUMNS");
        return new Pty(builder.start(), folder);
    }

    private void listen() {
        byte[] bytes = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                sent.write(bytes, 0, read);
            }
        } catch (IOException gone) {
            // closed by the test
        }
    }

    /** All that the terminal was sent. */
    String sent() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    /** The last whole picture, without what moves the cursor. */
    String screen() {
        String all = sent();
        int end = all.lastIndexOf("\u001b[J");
        int start = end < 0 ? -1 : all.lastIndexOf("\u001b[H", end);
        return start < 0 ? "" : all.substring(start, end).replaceAll("\u001b\\[[HK]", "").replace("\r", "");
    }

    void shows(String what) {
        try {
            Waiting.until("'" + what + "' on the screen", Duration.ofSeconds(60), () -> screen().contains(what));
        } catch (AssertionError vain) {
            throw new AssertionError(vain.getMessage() + ", where stood:\n" + sent(), vain);
        }
    }

    void type(String keys) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(keys.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void signal(String name) throws IOException, InterruptedException {
        run("kill", "-" + name, read("pid"));
    }

    /** As a window does that is drawn larger or smaller. */
    void resize(int rows, int columns) throws IOException, InterruptedException {
        run("stty", "-F", read("tty"), "rows", Integer.toString(rows), "columns", Integer.toString(columns));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).as(String.join(" ", command)).isZero();
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file)).strip();
    }

    /** The program has ended so, and the terminal is as it was. */
    void ends(int code) throws IOException, InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends; was sent:%n%s", sent()).isTrue();
        assertThat(read("code")).as("exit code; was sent:%n%s", sent()).isEqualTo(Integer.toString(code));
        assertThat(read("after")).as("settings of the terminal").isEqualTo(read("before"));
        Waiting.until("the cursor and the first screen", () -> sent().contains("\u001b[?25h\u001b[?1049l"));
        assertThat(sent().substring(sent().lastIndexOf("\u001b[?1049"))).startsWith("\u001b[?1049l");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
