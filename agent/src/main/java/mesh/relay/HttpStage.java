// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import mesh.derp.Frame;
import mesh.derp.Protocol;
import mesh.http.HttpFormatException;
import mesh.http.RequestHead;
import mesh.http.WebSocketFrames;

/** Waits for the head of one request, answers it, and goes on to DERP or ends. */
final class HttpStage implements Stage {
    /** RFC 9110 section 5.6.7. Whoever checks a host's clock reads it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'",
            Locale.ENGLISH);

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern WEBSOCKET_KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final String ANY_ORIGIN = "Access-Control-Allow-Origin: *\r\n";
    private static final String NOT_KEPT = "Cache-Control: no-cache, no-store, must-revalidate, no-transform, max-age=0\r\n";

    private final Relay relay;
    private final Connection connection;

    HttpStage(Relay relay, Connection connection) {
        this.relay = relay;
        this.connection = connection;
    }

    @Override
    public int maxIncomplete() {
        return RequestHead.MAX_BYTES;
    }

    @Override
    public Stage receive(ByteBuffer in, Scratch scratch) throws IOException {
        Optional<RequestHead> head;
        try {
            head = RequestHead.read(in);
        } catch (HttpFormatException malformed) {
            relay.metrics().increment(Counter.MALFORMED_CONNECTIONS);
            relay.log().stranger("garbage", "from", Relay.text(connection.peer()), "why",
                    String.valueOf(malformed.getMessage()));
            in.position(in.limit());
            return answer("400 Bad Request", "", "this is no request of HTTP/1.1\n", scratch);
        }
        return head.isEmpty() ? this : route(head.get(), scratch);
    }

    private Stage route(RequestHead head, Scratch scratch) throws IOException {
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        return switch (head.path()) {
            case Protocol.PATH -> upgrade(head, scratch);
            case "/derp/probe", "/derp/latency-check" -> reads
                    ? answer("200 OK", ANY_ORIGIN, "", scratch)
                    : answer("405 Method Not Allowed", "Allow: GET, HEAD\r\n", "", scratch);
            case "/generate_204" -> answer("204 No Content", NOT_KEPT + challenge(head), "", scratch);
            case "/healthz" -> answer("200 OK", NOT_KEPT, "ok\n", scratch);
            case "/robots.txt" -> answer("200 OK", "", "User-agent: *\nDisallow: /\n", scratch);
            case "/" -> answer("200 OK", "", "This is a DERP relay.\n", scratch);
            default -> answer("404 Not Found", "", "there is nothing here\n", scratch);
        };
    }

    private static String challenge(RequestHead head) {
        return head.header("x-tailscale-challenge").filter(text -> CHALLENGE.matcher(text).matches())
                .map(text -> "X-Tailscale-Response: response " + text + "\r\n").orElse("");
    }

    private Stage upgrade(RequestHead head, Scratch scratch) throws IOException {
        if (!head.method().equals("GET")) {
            return answer("405 Method Not Allowed", "Allow: GET\r\n", "", scratch);
        }
        if (head.headerHas("upgrade", "websocket")) {
            return webSocket(head, scratch);
        }
        if (!head.headerHas("upgrade", Protocol.UPGRADE)) {
            return answer("426 Upgrade Required", "Upgrade: " + Protocol.UPGRADE + "\r\n",
                    "DERP requires connection upgrade\n", scratch);
        }
        if (!head.header("derp-fast-start").equals(Optional.of("1"))) {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: DERP\r\nConnection: Upgrade\r\nDerp-Version: "
                    + Protocol.VERSION + "\r\nDerp-Public-Key: " + relay.publicKey().hex() + "\r\n\r\n", scratch);
        }
        return greet(head, scratch);
    }

    private Stage webSocket(RequestHead head, Scratch scratch) throws IOException {
        Optional<String> key = head.header("sec-websocket-key").filter(text -> WEBSOCKET_KEY.matcher(text).matches());
        if (key.isEmpty() || !head.header("sec-websocket-version").equals(Optional.of("13"))
                || !head.headerHas("sec-websocket-protocol", "derp")) {
            return answer("400 Bad Request", "Sec-WebSocket-Version: 13\r\n",
                    "a WebSocket of version 13 and protocol derp is expected\n", scratch);
        }
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + WebSocketFrames.accept(key.get()) + "\r\nSec-WebSocket-Protocol: derp\r\n\r\n", scratch);
        connection.out().becomeWebSocket();
        relay.metrics().increment(Counter.DERP_WEBSOCKET_ACCEPTS);
        return new WebSocketStage(connection, greet(head, scratch));
    }

    /** Says who the relay is. */
    private Stage greet(RequestHead head, Scratch scratch) {
        boolean ideal = head.header("ideal-node").isEmpty();
        connection.outbox().offerControl(new Frame.ServerKey(relay.publicKey()).encode());
        scratch.touch(connection);
        connection.expectWithin(relay.patience().login().toNanos(), scratch.now);
        return new LoginStage(relay, connection, relay.clientAddress(connection.peer(), head), ideal);
    }

    private Stage answer(String status, String headers, String body, Scratch scratch) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        write("HTTP/1.1 " + status + "\r\nDate: " + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Type: text/plain; charset=utf-8\r\n")
                + (status.startsWith("204") ? "" : "Content-Length: " + length + "\r\n")
                + "Connection: close\r\n\r\n" + body, scratch);
        return connection.end(scratch);
    }

    private void write(String text, Scratch scratch) throws IOException {
        connection.out().writeNow(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), scratch);
    }
}
