// SPDX-License-Identifier: Apache-2.0
package mesh.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces a file as a whole: a reader, or a crash, sees the old content or the new one, never a part. */
public final class AtomicFile {
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<StandardOpenOption> CREATE = Set.of(StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private AtomicFile() {}

    /**
     * Writes {@code text} beside {@code target}, flushes it to the disk and renames it. A symbolic link is followed, and
     * the file's permissions are kept.
     *
     * @throws IOException if the directory cannot be written to; the old content is then untouched
     */
    public static void write(Path target, String text) throws IOException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #write(Path, String)}. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, content, PUBLIC, true, true);
    }

    /**
     * As {@link #write(Path, String)}, for a secret: only the owner can read the file, at no moment anybody else, whatever
     * the permissions of the one before were.
     */
    public static void writePrivate(Path target, byte[] content) throws IOException {
        write(target, content, PRIVATE, false, true);
    }

    /**
     * As {@link #write(Path, byte[])}, for what can be made again: whoever reads sees the old content or the new one, and
     * after a power cut it may be neither. A file that was not there can be seen while it is written.
     */
    public static void writeQuickly(Path target, byte[] content) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            write(target, content, PUBLIC, true, false);
        } else {
            make(directoryOf(target));
            create(target, content);
        }
    }

    /** As {@link Files#createDirectories}, which makes and catches an exception for each directory that is not there. */
    private static void make(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null || Files.isDirectory(directory)) {
            return;
        }
        make(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException other) {
            if (!Files.isDirectory(directory)) {
                throw other;
            }
        }
    }

    private static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, PosixFilePermissions.asFileAttribute(PUBLIC))) {
            writeTo(channel, content);
        } catch (FileAlreadyExistsException other) {
            throw other;
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static void write(Path target, byte[] content, Set<PosixFilePermission> ofNew, boolean keep,
            boolean durable) throws IOException {
        Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target;
        Path directory = directoryOf(file);
        Files.createDirectories(directory);
        Path temporary = beside(directory, file);
        try {
            Set<PosixFilePermission> permissions = keep && Files.exists(file)
                    ? Files.getPosixFilePermissions(file)
                    : ofNew;
            writeTo(temporary, content, durable);
            Files.setPosixFilePermissions(temporary, permissions);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        if (durable) {
            flush(directory);
        }
    }

    /** Failures name the file that was asked for, not the temporary one. */
    private static Path beside(Path directory, Path file) throws IOException {
        try {
            return Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
        } catch (AccessDeniedException denied) {
            throw new AccessDeniedException(file.toString(), null, denied.getReason());
        } catch (FileSystemException failed) {
            throw new FileSystemException(file.toString(), null, failed.getReason());
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static void writeTo(Path file, byte[] content, boolean durable) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeTo(channel, content);
            if (durable) {
                channel.force(true);
            }
        }
    }

    private static void writeTo(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
