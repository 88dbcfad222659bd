// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a pipeline sees of the built program. */
class StreamsTest {
    private static final File FULL = new File("/dev/full");

    @Test
    void outputThatCannotBeWrittenIsNotASuccess() throws IOException, InterruptedException {
        Assumptions.assumeTrue(FULL.exists(), "no /dev/full here");
        Path launcher = Path.of(System.getProperty("mesh.root", "."), "mesh").toAbsolutePath();

        Process process = new ProcessBuilder(launcher.toString(), "schema").redirectOutput(FULL).start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err).contains("standard output");
    }
}
