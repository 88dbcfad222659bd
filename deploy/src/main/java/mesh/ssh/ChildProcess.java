// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A local program whose three streams are served at the same time, each by a virtual thread, so that none can block another. */
final class ChildProcess {
    /** ^C goes to every process of the terminal; what a child carries must not break at the first one. */
    private static final List<String> DEAF_TO_INTERRUPTS = List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Process process;
    private final CappedOutput out = new CappedOutput();
    private final TailOutput err = new TailOutput();
    private final Thread outPump;
    private final Thread errPump;

    private ChildProcess(Process process) {
        this.process = process;
        this.outPump = pump(process.getInputStream(), out);
        this.errPump = pump(process.getErrorStream(), err);
    }

    /** @param environment is added to this program's own; holds no secret */
    static ChildProcess start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> words = new ArrayList<>(DEAF_TO_INTERRUPTS);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start());
    }

    /** Sends {@code input}, closes standard input and waits for the end. */
    int finish(byte[] input) throws InterruptedException {
        Thread writer = Thread.ofVirtual().start(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException notRead) {
                // the program ended without reading all of it, which is its right
            }
        });
        int status = process.waitFor();
        outPump.join();
        errPump.join();
        writer.join();
        return status;
    }

    /** Writes a line to standard input, which stays open. */
    void say(String line) throws IOException {
        OutputStream stdin = process.getOutputStream();
        stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    Process process() {
        return process;
    }

    CappedOutput out() {
        return out;
    }

    TailOutput err() {
        return err;
    }

    void kill() {
        process.destroyForcibly();
    }

    private Thread pump(InputStream from, OutputStream to) {
        return Thread.ofVirtual().start(() -> {
            try (from; to) {
                from.transferTo(to);
            } catch (IOException tooMuchOrGone) {
                process.destroyForcibly();
            }
        });
    }
}
