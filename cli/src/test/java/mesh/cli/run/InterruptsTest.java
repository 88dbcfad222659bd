// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Real signals to a real process. */
@Timeout(60)
class InterruptsTest {
    private static final int INTERRUPTED = 130;

    private record Child(Process process, BufferedReader out) implements AutoCloseable {
        /** A test run in the background ignores SIGINT, and so would its children. */
        static Child start(String manner) throws IOException {
            Process process = new ProcessBuilder("env", "--default-signal=INT,TERM",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), "mesh.cli.run.InterruptedProcess", manner)
                    .redirectErrorStream(true).start();
            Child child = new Child(process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
            assertThat(child.out.readLine()).isEqualTo("working");
            return child;
        }

        void send(String signal) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        int ended() throws InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the process ends").isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theFirstSignalAsksForAnEnd(String signal) throws IOException, InterruptedException {
        try (Child child = Child.start("obeys")) {
            child.send(signal);

            assertThat(child.out.readLine()).isEqualTo("stopping");
            assertThat(child.out.readLine()).isEqualTo("table");
            assertThat(child.ended()).isEqualTo(INTERRUPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theSecondSignalEndsTheProcessAtOnce(String signal) throws IOException, InterruptedException {
        try (Child child = Child.start("goes on")) {
            child.send("INT");
            assertThat(child.out.readLine()).isEqualTo("stopping");

            child.send(signal);
            assertThat(child.out.readLine()).isEqualTo("restored");
            assertThat(child.ended()).isEqualTo(INTERRUPTED);
            assertThat(child.out.readLine()).as("nothing else is printed").isNull();
        }
    }
}
