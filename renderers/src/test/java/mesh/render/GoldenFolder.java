// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of expected files: a missing, extra or different one fails. {@code -Dgolden.update=true} writes them anew. */
final class GoldenFolder {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root"), "renderers/src/test/resources/golden");

    private GoldenFolder() {}

    /** Compares with a folder of this module's. */
    static void compare(String folder, Map<String, String> actual) throws IOException {
        compare(ROOT.resolve(folder), actual);
    }

    static void compare(Path root, Map<String, String> actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            write(root, actual);
        }
        assertThat(actual).isEqualTo(read(root));
    }

    private static SortedMap<String, String> read(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return files;
    }

    private static void write(Path root, Map<String, String> actual) throws IOException {
        for (String stale : read(root).keySet()) {
            Files.delete(root.resolve(stale));
        }
        for (Map.Entry<String, String> file : actual.entrySet()) {
            Path target = root.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
