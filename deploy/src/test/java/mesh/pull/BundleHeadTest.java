// SPDX-License-Identifier: Apache-2.0
package mesh.pull;

import mesh.name.MeshName;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BundleHeadTest {
    private static final BundleHead HEAD = new BundleHead(new MeshName("homelab"), new NodeName("kiosk1"), 7, 5, 9,
            "5".repeat(64), "7".repeat(64));

    @Test
    void isReadOutOfTheBundleThatItBegins() {
        assertThat(BundleHead.read(HEAD.text() + "-----BEGIN SSH SIGNATURE-----\nserial 8\n")).contains(HEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mesh-bundle 2\n", "mesh-bundle 1\n", "mesh-bundle 1\nmesh ;\nhost a\nserial 1\n",
            "<html>\n"})
    void isAbsentWhereThereIsNone(String text) {
        assertThat(BundleHead.read(text)).isEmpty();
    }
}
