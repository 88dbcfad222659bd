// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What the template of the agent's service has for Java: one that does not take an option does not start. */
class ServiceOptionsTest {
    private static final Path TEMPLATE = Path.of("../templates/agent.java.ftl");

    /** In Java, without the instructions that only C2 knows, AES-GCM costs forty times as much. */
    @Test
    void javaTakesThemAllAndMayUseItsBetterCompiler() throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        String options = Files.readAllLines(TEMPLATE).getLast();
        line.addAll(List.of(options.substring(0, options.indexOf(" -jar")).replace("${heapMib}", "24").split(" ")));
        line.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process java = new ProcessBuilder(line).redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("TieredStopAtLevel += 4 ").doesNotContain("CompileCommand:", "VM warning:");
    }
}
