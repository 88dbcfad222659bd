// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class DebianPackagesTest {
    @Test
    void theListThatVerifyInstallsHasAllThatALabNeeds() throws IOException {
        List<String> installed = Files.readAllLines(Path.of(System.getProperty("mesh.root"), "lab/debian-packages"));

        assertThat(Lab.debianPackages()).isNotEmpty();
        assertThat(installed).containsAll(Lab.debianPackages());
    }
}
