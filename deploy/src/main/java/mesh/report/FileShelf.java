// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import mesh.net.OciRepository;

/** Where small files of hosts lie. Safe for concurrent use. */
public sealed interface FileShelf permits FileShelf.Folder, FileShelf.Web, RegistryShelf {
    /**
     * The first bytes of a file.
     *
     * @param name of the file, a plain one
     * @param most how many bytes of it
     * @return absent where there is no such file
     * @throws IOException if it cannot be read, which the message says
     */
    Optional<byte[]> read(String name, int most) throws IOException, InterruptedException;

    /** @param url of a folder or a repository, without a final slash */
    static FileShelf at(String url, HttpClient client) {
        return url.startsWith(OciRepository.SCHEME)
                ? new RegistryShelf(client, OciRepository.parse(url))
                : new Web(client, url);
    }

    /** A directory. */
    record Folder(Path directory) implements FileShelf {
        @Override
        public Optional<byte[]> read(String name, int most) throws IOException {
            try (InputStream in = Files.newInputStream(directory.resolve(name))) {
                return Optional.of(in.readNBytes(most));
            } catch (NoSuchFileException missing) {
                return Optional.empty();
            }
        }
    }

    /**
     * A web server.
     *
     * @param url of the folder, without a final slash
     */
    record Web(HttpClient client, String url) implements FileShelf {
        private static final int OK = 200;
        private static final int NOT_FOUND = 404;
        private static final int GONE = 410;

        /** One that waits for no server longer than a few seconds, and follows none by itself. */
        public static HttpClient connect() {
            return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(8))
                    .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
        }

        @Override
        public Optional<byte[]> read(String name, int most) throws IOException, InterruptedException {
            HttpResponse<InputStream> response = WebRequest.get(client, URI.create(url + "/" + name), Map.of());
            try (InputStream body = response.body()) {
                return switch (response.statusCode()) {
                    case OK -> Optional.of(body.readNBytes(most));
                    case NOT_FOUND, GONE -> Optional.empty();
                    default -> throw new IOException("the server answers with status " + response.statusCode());
                };
            }
        }
    }
}
