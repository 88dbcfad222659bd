// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabRequirementsTest {

    @Test
    void namesEveryDebianPackageOnceAndSorted() {
        assertThat(Lab.debianPackages()).contains("wireguard-tools", "openssh-server", "mksh", "nftables")
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void everyToolOfTheModelHasATranslationThatExists() {
        for (String line : OpenBsdRoot.tools()) {
            String last = line.substring(line.lastIndexOf(' ') + 1);
            if (last.startsWith("@")) {
                assertThat(Tree.resource("openbsd/tool." + last.substring(1))).isNotBlank();
            }
            assertThat(line.split(" ")).as(line).hasSizeBetween(3, 4);
        }
    }
}
