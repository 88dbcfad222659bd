// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.model.Format;
import mesh.render.Reader.Result;

/** What systemd-networkd says when it reads the rendered files. It names the file in each complaint about one. */
class NetworkdReaderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsNetworkd() {
        Reader.needs("/lib/systemd/systemd-networkd", "unshare", "timeout");
        Reader.needsNamespaces();
    }

    @Test
    void readsBothFilesWithoutAComplaint() throws IOException, InterruptedException {
        assertThat(said(UnaryOperator.identity())).contains("wg0: ").doesNotContainIgnoringCase("50-mesh-wg0",
                "unknown", "invalid", "permissive", "ignoring", "failed");
    }

    @Test
    void complainsOfAKeyThatItDoesNotKnow() throws IOException, InterruptedException {
        assertThat(said(text -> text.replace("PersistentKeepalive=", "KeepAlive=").replace("Scope=", "Skope=")))
                .contains("50-mesh-wg0.netdev", "KeepAlive", "50-mesh-wg0.network", "Skope");
    }

    private String said(UnaryOperator<String> edit) throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("files"));
        for (Map.Entry<String, String> file : Rendered.texts(new Renderers().render(Fixture.host(Format.NETWORKD)))
                .entrySet()) {
            Files.writeString(files.resolve(Path.of(file.getKey()).getFileName()),
                    edit.apply(file.getValue().replace("/etc/mesh", "/run/mesh")));
        }
        Result result = Reader.runIsolated(folder, "networkd.sh",
                List.of(files.toString(), "private.key", "psk/berlin", "psk/quito", "psk/staged"));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
