// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OciRepositoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"oci://registry.example.org/mesh", "oci://ghcr.io/anna/mesh-bundles",
            "oci://[2001:db8::1]:5000/a/b_c/d.e",
            "oci+http://10.0.0.1:5000/mesh/bundles"})
    void readsRepositoriesOfRegistries(String text) {
        assertThat(OciRepository.parse(text)).hasToString(text);
    }

    @Test
    void knowsWhereARegistryHasManifestsAndBlobs() {
        OciRepository repository = OciRepository.parse("oci://ghcr.io/anna/bundles/");
        assertThat(repository.manifest("kiosk1")).hasToString("https://ghcr.io/v2/anna/bundles/manifests/kiosk1");
        assertThat(OciRepository.parse("oci+http://10.0.0.1:5000/b").blob("sha256:00"))
                .hasToString("http://10.0.0.1:5000/v2/b/blobs/sha256:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oci://registry.example.org", "oci://registry.example.org/", "oci://a/Upper",
            "oci://a/b:tag", "oci://a/b@sha256:00",
            "oci://a/-b", "oci://a/../b", "oci://a//b", "oci://user@a/b", "oci://a/b?c", "oci://a/$(id)", "oci://a:0/b",
            "oci+https://a/b",
            "https://a/b", "oci://a/b\n", "oci://[::1/b"})
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> OciRepository.parse(text)).isInstanceOf(ValueFormatException.class);
    }
}
