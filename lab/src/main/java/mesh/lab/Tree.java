// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the lab being filled: files with exact modes, directories, links, copies from this machine. */
record Tree(Path root) {

    /** Directory with its mode in octal. */
    Tree directory(String path, int mode) {
        try {
            Path directory = at(path);
            Files.createDirectories(directory);
            setMode(directory, mode);
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    Tree file(String path, int mode, String content) {
        try {
            Path file = at(path);
            Files.createDirectories(parent(file));
            Files.write(file, content.getBytes(StandardCharsets.UTF_8));
            setMode(file, mode);
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    Tree append(String path, String content) {
        try {
            Files.writeString(at(path), content, StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    Tree owner(String path, int uid, int gid) {
        try {
            Path file = at(path);
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    Tree link(String path, String target) {
        try {
            Path link = at(path);
            Files.createDirectories(parent(link));
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Copies a file, a link or a directory of this machine, where it exists, to the same path. */
    Tree copyOfMachine(String path) {
        Path source = Path.of(path);
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            return this;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : all.toList()) {
                copy(each, at(each.toString()));
            }
            return this;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(parent(to));
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to);
        } else {
            Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A script of this package's resources, executable. */
    Tree script(String path, String resource) {
        return file(path, 0755, resource(resource));
    }

    static String resource(String name) {
        try (InputStream stream = Tree.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new LabException("resource is missing: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException("cannot read resource " + name, e);
        }
    }

    /** Removes a directory and all below it without following links; nothing is an error when it is already gone. */
    static void delete(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException e) {
            throw new LabException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }

    private Path at(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private LabException failure(String path, IOException e) {
        return new LabException("cannot write " + at(path) + ": " + e, e);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
