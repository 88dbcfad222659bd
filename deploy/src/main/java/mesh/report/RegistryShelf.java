// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.net.OciRepository;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A repository of a container registry that anybody may read: a file's tag is its name up to the first dot, its content
 * the first layer. A registry that asks for a token is asked for one first, as nobody in particular.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution, pulling</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">token authentication</a>
 */
record RegistryShelf(HttpClient client, OciRepository repository) implements FileShelf {
    private static final String KINDS = "application/vnd.oci.image.manifest.v1+json";
    private static final Pattern CHALLENGE = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    /** A manifest or a token is shorter. */
    private static final int MOST_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    @Override
    public Optional<byte[]> read(String name, int most) throws IOException, InterruptedException {
        URI manifest = repository.manifest(name.replaceFirst("\\..*", ""));
        Optional<String> token = Optional.empty();
        HttpResponse<InputStream> response = get(manifest, token);
        if (response.statusCode() == UNAUTHORIZED) {
            response.body().close();
            token = token(response.headers().firstValue("WWW-Authenticate").orElse(""));
            response = get(manifest, token);
        }
        Optional<byte[]> found = body(response, MOST_BYTES);
        return found.isEmpty() ? found : body(get(repository.blob(layer(found.get())), token), most);
    }

    private HttpResponse<InputStream> get(URI where, Optional<String> token) throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", KINDS));
        token.ifPresent(word -> headers.put("Authorization", "Bearer " + word));
        return WebRequest.get(client, where, headers);
    }

    private static Optional<byte[]> body(HttpResponse<InputStream> response, int most) throws IOException {
        try (InputStream body = response.body()) {
            return switch (response.statusCode()) {
                case OK -> Optional.of(body.readNBytes(most));
                case NOT_FOUND -> Optional.empty();
                default -> throw new IOException("the registry answers with status " + response.statusCode());
            };
        }
    }

    private static String layer(byte[] manifest) throws IOException {
        String digest = json(manifest).path("layers").path(0).path("digest").asString("");
        if (!DIGEST.matcher(digest).matches()) {
            throw new IOException("the registry's manifest has no layer");
        }
        return digest;
    }

    private static JsonNode json(byte[] text) throws IOException {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException broken) {
            throw new IOException("the registry answers with something else than JSON");
        }
    }

    /** Absent where it gives none. */
    private Optional<String> token(String challenge) throws IOException, InterruptedException {
        String realm = "";
        StringBuilder query = new StringBuilder();
        Matcher part = CHALLENGE.matcher(challenge);
        while (part.find()) {
            if (part.group(1).equals("realm")) {
                realm = part.group(2);
            } else {
                query.append(query.isEmpty() ? '?' : '&').append(part.group(1)).append('=')
                        .append(URLEncoder.encode(part.group(2), StandardCharsets.UTF_8));
            }
        }
        if (!realm.matches("https?://[!-~]+")) {
            return Optional.empty();
        }
        Optional<byte[]> answer = body(get(uri(realm + query), Optional.empty()), MOST_BYTES);
        JsonNode said = answer.isPresent() ? json(answer.get()) : JsonMapper.shared().createObjectNode();
        String token = said.path("token").asString(said.path("access_token").asString(""));
        return token.matches("[!-~]+") ? Optional.of(token) : Optional.empty();
    }

    private static URI uri(String text) throws IOException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException broken) {
            throw new IOException("the registry names no URL to ask for a token");
        }
    }
}
