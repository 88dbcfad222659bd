// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import mesh.cli.run.MeshException;
import mesh.config.ConfigFile;

/** The files of a folder, or one file, as they are read for an import. Hidden files and what links lead to are left out. */
public final class ConfigFolder {
    /** A configuration of 1,000 peers has some 250 KiB. */
    private static final long MAX_BYTES = 4L << 20;
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 8;

    private ConfigFolder() {}

    /**
     * Files of {@code path}, named below it, sorted.
     *
     * @throws MeshException if there is none, or more than anybody's configuration
     */
    public static List<ConfigFile> read(Path path) {
        if (!Files.exists(path)) {
            throw MeshException.error(path + ": no such file or folder", "Name one with '--from'.");
        }
        try (Stream<Path> walk = Files.walk(path, MAX_DEPTH)) {
            List<Path> files = walk.filter(Files::isRegularFile).filter(file -> !isHidden(path, file)).sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (files.size() > MAX_FILES) {
                throw MeshException.error(path + ": more than " + MAX_FILES + " files",
                        "Name the folder that holds the configurations of the hosts.");
            }
            List<ConfigFile> read = new ArrayList<>();
            for (Path file : files) {
                if (Files.size(file) <= MAX_BYTES) {
                    read.add(new ConfigFile(name(path, file),
                            new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
                }
            }
            return read;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isHidden(Path root, Path file) {
        return !file.equals(root) && Stream.iterate(root.relativize(file), part -> part != null, Path::getParent)
                .anyMatch(part -> String.valueOf(part.getFileName()).startsWith("."));
    }

    private static String name(Path root, Path file) {
        return String.valueOf(file.equals(root) ? file.getFileName() : root.relativize(file)).replace('\\', '/');
    }
}
