// SPDX-License-Identifier: Apache-2.0
package mesh.cli.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import mesh.cli.run.MeshException;
import mesh.disk.AtomicFile;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/**
 * The files of one mesh, beside each other in one directory.
 *
 * @param specName the spec as the user named it, for messages
 * @param spec the spec
 */
public record Workspace(String specName, Path spec) {
    /** Largest spec or lock that is read, in bytes. */
    public static final long MAX_BYTES = 16L << 20;

    /**
     * @param directory that a relative name starts from
     * @param specName as the user gave it
     */
    public static Workspace of(Path directory, String specName) {
        return new Workspace(specName, directory.resolve(specName).normalize());
    }

    /** Where spec, lock, {@code known_hosts} and {@code keys/} are. */
    public Path directory() {
        Path parent = spec.toAbsolutePath().getParent();
        return parent == null ? spec.toAbsolutePath() : parent;
    }

    /** {@code mesh.lock} for {@code mesh.yaml}: each spec of a directory has its own. */
    public Path lock() {
        return directory().resolve(stem() + ".lock");
    }

    /** The lock as messages name it: beside the spec, in the user's words. */
    public String lockName() {
        int slash = specName.lastIndexOf('/');
        return specName.substring(0, slash + 1) + stem() + ".lock";
    }

    /** Pinned SSH host keys, in OpenSSH's format. */
    public Path knownHosts() {
        return directory().resolve("known_hosts");
    }

    /** Vault files and the seed of preshared keys, age-encrypted. */
    public Path keys() {
        return directory().resolve("keys");
    }

    public GitFacts git() {
        return new GitFacts(directory());
    }

    /**
     * @throws MeshException if there is none
     * @throws mesh.spec.SpecException if it is not UTF-8
     */
    public SpecSource readSpec() {
        byte[] bytes = read(spec, specName).orElseThrow(() -> MeshException.error(specName + ": no such file",
                "Write one with 'mesh init', or name one with '-f FILE'."));
        return SpecSource.ofBytes(specName, bytes);
    }

    /** Files that the spec names. */
    public SpecFiles files() {
        String prefix = specName.substring(0, specName.lastIndexOf('/') + 1);
        return name -> read(directory().resolve(name.text()).normalize(), prefix + name)
                .map(bytes -> SpecSource.ofBytes(prefix + name, bytes));
    }

    /**
     * Absent before the first decision was recorded.
     *
     * @throws mesh.spec.SpecException if it is not UTF-8
     */
    public Optional<SpecSource> readLock() {
        return read(lock(), lockName()).map(bytes -> SpecSource.ofBytes(lockName(), bytes));
    }

    /**
     * Replaces a file as a whole, or leaves it as it is.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void save(Path file, String text) {
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the directory where it is missing. */
    public void makeDirectory() {
        try {
            Files.createDirectories(directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> read(Path file, String name) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                throw MeshException.error(name + ": is not a file", "Name a YAML file with '-f FILE'.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw MeshException.error(name + ": is larger than 16 MiB", "Name a YAML file with '-f FILE'.");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String stem() {
        String file = String.valueOf(spec.getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
