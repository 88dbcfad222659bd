// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

import mesh.net.Port;

/** Asks a relay for nothing but a sign of life, as its clients would reach it. Each call blocks for its patience at most. */
public final class RelayCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Port HTTP = new Port(80);
    private static final int NO_CONTENT = 204;

    /**
     * A relay that answered.
     *
     * @param connected until TCP stood
     * @param answered until HTTP answered, TLS and all
     * @param clockAhead how much the relay's clock is ahead of ours, give or take half a second and half the way; empty
     *     where it does not tell
     */
    public record Answer(Duration connected, Duration answered, Optional<Duration> clockAhead) {}

    /** Who answers on the relay's port 80, where hotels and airlines put their page in between. */
    public enum Captivity {
        /** The relay itself. */
        NONE,
        /** Somebody else. */
        CAPTIVE,
        /** Nobody. */
        UNKNOWN
    }

    private RelayCheck() {}

    /** @throws IOException why it cannot be reached */
    public static Answer ask(Relay relay, HttpProxies proxies) throws IOException {
        long start = System.nanoTime();
        Socket tcp = RelayDialer.connect(relay, proxies, start + PATIENCE.toNanos());
        Thread watchdog = RelayDialer.closeAt(tcp, start + PATIENCE.toNanos());
        try {
            Duration connected = Duration.ofNanos(System.nanoTime() - start);
            Socket socket = relay.security() instanceof RelaySecurity.Plain ? tcp : RelayDialer.secure(relay, tcp);
            Instant asked = Instant.now();
            HttpAnswer answer = get(socket, relay.authority(), challenge());
            Duration answered = Duration.ofNanos(System.nanoTime() - start);
            return new Answer(connected, answered, ahead(answer, asked, Instant.now()));
        } finally {
            watchdog.interrupt();
            ConnectRace.closeQuietly(tcp);
        }
    }

    /** Whether plain HTTP to the relay's host is answered by the relay. */
    public static Captivity captivity(Relay relay) {
        long start = System.nanoTime();
        try (Socket socket = RelayDialer.connect(new Relay(relay.name(), relay.host(), HTTP, new RelaySecurity.Plain(),
                Optional.empty(), Optional.empty()), HttpProxies.none(), start + PATIENCE.toNanos() / 2)) {
            socket.setSoTimeout((int) PATIENCE.toMillis() / 2);
            String challenge = challenge();
            return isOwn(get(socket, relay.host().toString(), challenge), challenge)
                    ? Captivity.NONE
                    : Captivity.CAPTIVE;
        } catch (IOException nobody) {
            return Captivity.UNKNOWN;
        }
    }

    private static boolean isOwn(HttpAnswer answer, String challenge) {
        return answer.status() == NO_CONTENT
                && ("response " + challenge).equals(answer.headers().get("x-tailscale-response"));
    }

    private static String challenge() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static HttpAnswer get(Socket socket, String host, String challenge) throws IOException {
        socket.getOutputStream().write(HttpAnswer.request("GET /generate_204 HTTP/1.1", "Host: " + host,
                "X-Tailscale-Challenge: " + challenge, "Connection: close"));
        socket.getOutputStream().flush();
        return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()));
    }

    /** The header has whole seconds, so that half of one is the best guess of the rest. */
    private static Optional<Duration> ahead(HttpAnswer answer, Instant asked, Instant answered) {
        Instant middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
        try {
            return Optional.ofNullable(answer.headers().get("date"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
                    .map(theirs -> Duration.between(middle, theirs.plusMillis(500)));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
