// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A registry as the large ones are: it wants a token that anybody gets, and its blobs lie on another server, which answers
 * nobody who brings a token. What it serves can be replaced by anything.
 */
public final class TokenRegistry implements AutoCloseable {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String KIND = "application/vnd.oci.image.manifest.v1+json";

    private final HttpServer registry = listen();
    private final HttpServer store = listen();
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    public TokenRegistry() throws IOException {
        registry.createContext("/v2/mesh/bundles/", this::serve);
        registry.createContext("/token", exchange -> toNobodyInParticular(exchange, "token"));
        store.createContext("/", exchange -> toNobodyInParticular(exchange, "blob"));
        texts.put("token", "{ \"token\": \"abc.DEF-1\", \"expires_in\": 300 }\n");
        registry.start();
        store.start();
    }

    private static HttpServer listen() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** Serves {@code bundle} under {@code tag}. */
    public TokenRegistry with(String tag, String bundle) {
        texts.put("tag", tag);
        texts.put("blob", bundle);
        return manifest("""
                {
                  "schemaVersion": 2,
                  "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "sha256:%s", "size": 2},
                  "layers": [
                    {"mediaType": "application/octet-stream", "digest": "%s", "size": 9,
                     "annotations": {"org.opencontainers.image.title": "%s.bundle"}}
                  ]
                }
                """.formatted("ff".repeat(32), DIGEST, tag));
    }

    /** Serves {@code text} as every manifest. */
    public TokenRegistry manifest(String text) {
        texts.put("manifest", text);
        return this;
    }

    /** Gives {@code text} to whoever asks for a token. */
    public TokenRegistry token(String text) {
        texts.put("token", text);
        return this;
    }

    public String url() {
        return "oci+http://localhost:" + registry.getAddress().getPort() + "/mesh/bundles";
    }

    /** Requests that brought no token. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v2/mesh/bundles/".length());
        if (!"Bearer abc.DEF-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refused.add(exchange.getRequestMethod() + " " + path);
            exchange.getResponseHeaders().add("WWW-Authenticate", ("Bearer realm=\"http://localhost:%d/token\","
                    + "service=\"registry.example.org\",scope=\"repository:mesh/bundles:pull\"")
                    .formatted(registry.getAddress().getPort()));
            exchange.sendResponseHeaders(401, -1);
        } else if (path.equals("blobs/" + DIGEST)) {
            exchange.getResponseHeaders().add("Location", "http://localhost:" + store.getAddress().getPort() + "/blob");
            exchange.sendResponseHeaders(307, -1);
        } else {
            boolean there = path.equals("manifests/" + texts.get("tag"))
                    && Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("").contains(KIND);
            answer(exchange, there ? Optional.ofNullable(texts.get("manifest")) : Optional.empty());
        }
        exchange.close();
    }

    /** Whoever brings a token to the wrong place gets nothing. */
    private void toNobodyInParticular(HttpExchange exchange, String name) throws IOException {
        boolean known = exchange.getRequestHeaders().containsKey("Authorization");
        answer(exchange, known ? Optional.empty() : Optional.ofNullable(texts.get(name)));
    }

    private static void answer(HttpExchange exchange, Optional<String> text) throws IOException {
        byte[] bytes = text.orElse("").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text.isPresent() ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        registry.stop(0);
        store.stop(0);
    }
}
