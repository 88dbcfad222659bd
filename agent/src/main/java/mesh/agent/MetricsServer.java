// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import mesh.relay.RelayMetrics;
import mesh.stun.StunCounters;
import mesh.stun.StunDisposition;

import org.jspecify.annotations.Nullable;

/** Answers {@code GET /metrics} on an address of its own, which only loopback or the mesh reaches. */
final class MetricsServer implements AutoCloseable {
    private final @Nullable HttpServer server;

    private MetricsServer(@Nullable HttpServer server) {
        this.server = server;
    }

    /** @param address where to listen; nowhere if absent */
    static MetricsServer start(Optional<InetSocketAddress> address, RelayMetrics metrics, StunCounters stun)
            throws IOException {
        if (address.isEmpty()) {
            return new MetricsServer(null);
        }
        HttpServer server = HttpServer.create(address.get(), 8);
        server.createContext("/metrics", exchange -> answer(exchange, metrics.prometheus() + text(stun)));
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

    private static String text(StunCounters stun) {
        StringBuilder out = new StringBuilder("# TYPE stun_counter_requests counter\n");
        for (StunDisposition disposition : StunDisposition.values()) {
            out.append("stun_counter_requests{disposition=\"").append(disposition.label()).append("\"} ")
                    .append(stun.of(disposition)).append('\n');
        }
        return out.append("# TYPE stun_counter_addrfamily counter\nstun_counter_addrfamily{family=\"ipv4\"} ")
                .append(stun.ipv4()).append("\nstun_counter_addrfamily{family=\"ipv6\"} ").append(stun.ipv6())
                .append('\n').toString();
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
