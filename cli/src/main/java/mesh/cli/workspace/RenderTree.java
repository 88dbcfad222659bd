// SPDX-License-Identifier: Apache-2.0
package mesh.cli.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import mesh.disk.AtomicFile;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.RenderedHost;

/**
 * Rendered files under a directory: {@code DIR/HOST/absolute/path}. Files that hold secrets are left out.
 *
 * @param directory made if missing; files of other hosts in it stay
 */
public record RenderTree(Path directory) {
    /** All files below {@code directory}, relative to it, sorted. */
    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
        }
    }

    /** @return how many files were written */
    public int write(RenderedHost host) {
        int written = 0;
        for (HostFile file : host.files()) {
            if (file.content() instanceof FileContent.Text text) {
                write(directory.resolve(host.host().text()).resolve(file.path().text().substring(1)),
                        text.utf8());
                written++;
            }
        }
        return written;
    }

    private static void write(Path file, byte[] content) {
        try {
            AtomicFile.writeQuickly(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
