// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.disk.AtomicFile;
import mesh.key.ReportKey;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * The newest report of each host that was seen on this machine, so that an older one is known as such:
 * {@code DIRECTORY/MESH/HOST}, a line with the time of the report and the key that signed it. A host with another key
 * begins anew. Where the directory cannot be read or written, nothing is remembered.
 *
 * @param directory made where it is missing
 */
public record ReportMemory(Path directory) {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,12}) ([A-Za-z0-9+/]{68})\n");

    /** @param environment {@code XDG_STATE_HOME} and {@code HOME} are read */
    public static ReportMemory of(Map<String, String> environment) {
        Path state = Optional.ofNullable(environment.get("XDG_STATE_HOME")).filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")),
                        ".local", "state"));
        return new ReportMemory(state.resolve("mesh").resolve("reports"));
    }

    /** Seconds since 1970 of the newest report of {@code host} that was seen; 0 where none was. */
    public long newest(MeshName mesh, NodeName host, ReportKey key) {
        try {
            Matcher line = LINE.matcher(Files.readString(file(mesh, host), StandardCharsets.ISO_8859_1));
            return line.matches() && line.group(2).equals(key.base64()) ? Long.parseLong(line.group(1)) : 0;
        } catch (IOException notThere) {
            return 0;
        }
    }

    /**
     * Keeps the time of a report that was believed.
     *
     * @return false if it cannot be kept
     */
    public boolean keep(MeshName mesh, NodeName host, ReportKey key, long at) {
        Path file = file(mesh, host);
        try {
            Files.createDirectories(file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            AtomicFile.write(file, at + " " + key.base64() + "\n");
            return true;
        } catch (IOException notWritten) {
            return false;
        }
    }

    private Path file(MeshName mesh, NodeName host) {
        return directory.resolve(mesh.text()).resolve(host.text());
    }
}
