// SPDX-License-Identifier: Apache-2.0
package mesh.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

/** Answers {@code GET /metrics} on an address of its own, which only loopback or the mesh reaches. */
public final class MetricsServer implements AutoCloseable {
    private final @Nullable HttpServer server;

    private MetricsServer(@Nullable HttpServer server) {
        this.server = server;
    }

    /**
     * @param address where to listen; nowhere if absent
     * @param text what to answer, in the text format of Prometheus, version 0.0.4; asked each time, by a thread of its own
     */
    public static MetricsServer start(Optional<InetSocketAddress> address, Supplier<String> text) throws IOException {
        if (address.isEmpty()) {
            return new MetricsServer(null);
        }
        HttpServer server = HttpServer.create(address.get(), 8);
        server.createContext("/metrics", exchange -> answer(exchange, text.get()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new MetricsServer(server);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public String toString() {
        return server == null ? "nowhere" : String.valueOf(server.getAddress());
    }
}
