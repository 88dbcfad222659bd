// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusSocketTest {
    @TempDir
    private Path directory;

    @Test
    void tellsItsOwnerAndNobodyElseAsOftenAsAsked() throws Exception {
        Path file = directory.resolve("run").resolve("status.sock");
        try (StatusSocket socket = StatusSocket.open(Optional.of(file), () -> "{}\n")) {
            assertThat(socket).hasToString(file.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            for (int i = 0; i < 20; i++) {
                assertThat(read(file)).isEqualTo("{}\n");
            }
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void takesThePlaceOfOneThatWasLeftBehind() throws Exception {
        Path file = Files.writeString(directory.resolve("status.sock"), "");
        try (StatusSocket socket = StatusSocket.open(Optional.of(file), () -> "next")) {
            assertThat(socket).hasToString(file.toString());
            assertThat(read(file)).isEqualTo("next");
        }
    }

    private static String read(Path file) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            while (channel.read(bytes) >= 0) {
                assertThat(bytes.hasRemaining()).isTrue();
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }
}
