// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentStoreTest {
    private static final MeshName MESH = new MeshName("lab");
    private static final NodeName HOST = new NodeName("pi4");
    private static final EnrolmentToken TOKEN = EnrolmentToken.make(() -> new byte[32]);
    private static final Enrolment OUT = new Enrolment(MESH, HOST, Instant.parse("2026-11-28T10:00:00Z"),
            Optional.of(TOKEN));

    @TempDir
    private Path directory;

    @Test
    void keepsATokenForItsOwnerOnlyUntilItIsUsed() throws IOException {
        EnrolmentStore store = EnrolmentStore.of(Map.of("XDG_STATE_HOME", directory.toString(), "HOME", "/nowhere"));
        Path file = directory.resolve("mesh/enrolment/lab/pi4");
        assertThat(store.find(MESH, HOST)).isEmpty();

        store.save(OUT);

        assertThat(store.find(MESH, HOST)).contains(OUT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        store.save(OUT.used());
        assertThat(store.find(MESH, HOST)).contains(OUT.used());
        assertThat(file).content().doesNotContain(TOKEN.revealHex());
    }

    @Test
    void aDamagedFileIsNoToken() throws IOException {
        EnrolmentStore store = new EnrolmentStore(directory);
        store.save(OUT);
        Files.writeString(directory.resolve("lab/pi4"), "mesh-enrolment 1\nexpires soon\ntoken abc\n");

        assertThatThrownBy(() -> store.find(MESH, HOST)).isInstanceOf(IOException.class)
                .hasMessageContaining("delete it");
    }

    @Test
    void aTokenIsShownNowhere() {
        assertThat(OUT.toString()).contains("redacted").doesNotContain(TOKEN.revealHex());
        assertThatThrownBy(() -> EnrolmentToken.parse("0123456789abcdefX123456789abcdef"))
                .hasMessageNotContaining("0123456789");
    }
}
