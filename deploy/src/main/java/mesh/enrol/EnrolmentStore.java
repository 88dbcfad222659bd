// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import mesh.disk.AtomicFile;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * Tokens that are out, outside of any repository: {@code DIRECTORY/MESH/HOST}, readable by their owner only. A host has one
 * at a time: a newer one takes the older one's place.
 *
 * @param directory made where it is missing
 */
public record EnrolmentStore(Path directory) {
    private static final String MAGIC = "mesh-enrolment 1";
    private static final String USED = "used";

    /** @param environment {@code XDG_STATE_HOME} and {@code HOME} are read */
    public static EnrolmentStore of(Map<String, String> environment) {
        Path state = Optional.ofNullable(environment.get("XDG_STATE_HOME")).filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")),
                        ".local", "state"));
        return new EnrolmentStore(state.resolve("mesh").resolve("enrolment"));
    }

    /** Replaces what was kept for the same host. */
    public void save(Enrolment enrolment) throws IOException {
        Path file = file(enrolment.mesh(), enrolment.host());
        Files.createDirectories(file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String text = MAGIC + "\nexpires " + enrolment.expires().getEpochSecond() + "\ntoken "
                + enrolment.token().map(EnrolmentToken::revealHex).orElse(USED) + "\n";
        AtomicFile.writePrivate(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What is kept for {@code host}; absent where no program was ever made here.
     *
     * @throws IOException if the file cannot be read, or is damaged
     */
    public Optional<Enrolment> find(MeshName mesh, NodeName host) throws IOException {
        Path file = file(mesh, host);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        Files.readAllLines(file)
                .forEach(line -> values.put(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1)));
        String token = values.getOrDefault("token", "");
        try {
            Instant expires = Instant.ofEpochSecond(Long.parseLong(values.getOrDefault("expires", "")));
            return Optional.of(new Enrolment(mesh, host, expires,
                    token.equals(USED) ? Optional.empty() : Optional.of(EnrolmentToken.parse(token))));
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " is damaged: delete it, and make another program");
        }
    }

    private Path file(MeshName mesh, NodeName host) {
        return directory.resolve(mesh.text()).resolve(host.text());
    }
}
