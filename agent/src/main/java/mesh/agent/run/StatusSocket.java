// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A socket in the file system at which the agent tells how it is: whoever connects reads one JSON object to the end. It is
 * its owner's alone. Owns a thread, and one for each connection, of which there are few at a time.
 */
final class StatusSocket implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 8;
    private static final int BACKLOG = 16;
    private static final long PATIENCE_SECONDS = 5;

    private final Optional<Path> file;
    private final Optional<ServerSocketChannel> server;
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);

    private StatusSocket(Optional<Path> file, Optional<ServerSocketChannel> server) {
        this.file = file;
        this.server = server;
    }

    /**
     * @param file which another agent may have left; nowhere if absent
     * @param text asked for each connection, by a thread of its own
     */
    static StatusSocket open(Optional<Path> file, Supplier<String> text) throws IOException {
        if (file.isEmpty()) {
            return new StatusSocket(file, Optional.empty());
        }
        Path parent = file.get().toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            Files.createDirectories(parent,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.deleteIfExists(file.get());
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file.get()), BACKLOG);
            Files.setPosixFilePermissions(file.get(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        StatusSocket socket = new StatusSocket(file, Optional.of(server));
        Thread.ofPlatform().daemon().name("status").start(() -> socket.accept(server, text));
        return socket;
    }

    private void accept(ServerSocketChannel server, Supplier<String> text) {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                if (free.tryAcquire()) {
                    Thread.ofPlatform().daemon().name("status answer").start(() -> answer(connection, text));
                } else {
                    connection.close();
                }
            } catch (IOException closedOrTooManyFiles) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(SocketChannel connection, Supplier<String> text) {
        Thread watch = Thread.ofPlatform().daemon().name("status watch").start(() -> endInTime(connection));
        try (connection) {
            ByteBuffer bytes = ByteBuffer.wrap(text.get().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                connection.write(bytes);
            }
        } catch (IOException left) {
            // Whoever asked does not want to know any more.
        } finally {
            watch.interrupt();
            free.release();
        }
    }

    private static void endInTime(SocketChannel connection) {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
            connection.close();
        } catch (InterruptedException | IOException ended) {
            return;
        }
    }

    @Override
    public String toString() {
        return file.map(Path::toString).orElse("nowhere");
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
