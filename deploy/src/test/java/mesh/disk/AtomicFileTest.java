// SPDX-License-Identifier: Apache-2.0
package mesh.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void createsAFileAndItsDirectory() throws IOException {
        Path file = directory.resolve("keys/seed.age");

        AtomicFile.write(file, "one\n");

        assertThat(file).hasContent("one\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
    }

    @Test
    void replacesAFileAndKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(directory.resolve("mesh.lock"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void writesANewFileQuicklyWithItsDirectory() throws IOException {
        Path file = directory.resolve("h1/etc/wg0.conf");

        AtomicFile.writeQuickly(file, "ä\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("ä\n");
        try (Stream<Path> made = Files.list(file.getParent())) {
            assertThat(made).containsExactly(file);
        }
    }

    @Test
    void replacesAFileQuicklyAndThroughASymbolicLink() throws IOException {
        Path file = Files.writeString(directory.resolve("real"), "old and long");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        AtomicFile.writeQuickly(link, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path file = Files.writeString(directory.resolve("real"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        AtomicFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesNothingBehindWhenTheTargetIsADirectory() throws IOException {
        Path target = directory.resolve("taken");
        Files.createDirectories(target.resolve("full"));

        assertThatThrownBy(() -> AtomicFile.write(target, "text")).isInstanceOf(IOException.class);

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(target);
        }
    }
}
