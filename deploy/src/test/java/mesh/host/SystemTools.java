// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Directories with links to all tools that programs may use: each is in the base systems of Linux and OpenBSD. */
final class SystemTools {
    private static final List<String> NAMES = List.of("awk", "cat", "chmod", "cmp", "cp", "cut", "date", "dd", "df",
            "grep",
            "ln", "ls",
            "mkdir", "mv", "od", "openssl", "printf", "ps", "rm", "rmdir", "sed", "sh", "sha256sum", "sort",
            "ssh-keygen", "tail",
            "touch",
            "tr", "wc");
    private static final Map<String, Path> DIRECTORIES = new HashMap<>();

    private SystemTools() {}

    /** A directory for PATH without {@code missing}; it goes when this JVM does. */
    static synchronized Path directory(String missing) throws IOException {
        Path known = DIRECTORIES.get(missing);
        if (known != null) {
            return known;
        }
        Path directory = Files.createTempDirectory("system-tools");
        directory.toFile().deleteOnExit();
        for (String name : NAMES) {
            if (!name.equals(missing)) {
                Path link = Files.createSymbolicLink(directory.resolve(name), Shell.executable(name));
                link.toFile().deleteOnExit();
            }
        }
        DIRECTORIES.put(missing, directory);
        return directory;
    }
}
