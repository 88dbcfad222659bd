// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Base64;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.NaclBox;
import mesh.derp.Octets;
import mesh.derp.Protocol;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.derp.ServerInfoJson;

/** The upgrade and the greeting on a connection that is there: who is the relay, who are we, may we. Used once. */
final class RelayGreeting {
    private static final int MOST_FRAMES = 32;
    private static final int WEBSOCKET_KEY_BYTES = 16;

    private final Relay relay;
    private final RelayPrivateKey key;
    private final SecureRandom random;
    private final Socket tcp;
    private final InputStream in;
    private final OutputStream out;

    /** @param tcp what is closed in the end, below TLS */
    RelayGreeting(Relay relay, RelayPrivateKey key, SecureRandom random, Socket tcp, InputStream in,
            OutputStream out) {
        this.relay = relay;
        this.key = key;
        this.random = random;
        this.tcp = tcp;
        this.in = in;
        this.out = out;
    }

    /** Request and greeting in one flight: a round trip less. The relay sends its key all the same. */
    RelayConnection fast(MetaCertificate meta) throws IOException {
        checkKey(meta.key());
        try (NaclBox box = box(meta.key())) {
            ByteArrayOutputStream flight = new ByteArrayOutputStream();
            flight.writeBytes(request("Upgrade: " + Protocol.UPGRADE, Protocol.FAST_START_HEADER + ": 1"));
            flight.writeBytes(clientInfo(box));
            out.write(flight.toByteArray());
            out.flush();
            RelayStream stream = new RelayStream(in, out);
            return admitted(stream, box, meta.key(), Upgrade.FAST_START);
        }
    }

    /** Asks, waits for the answer, then greets. */
    RelayConnection slow(Upgrade upgrade) throws IOException {
        boolean isWebSocket = upgrade == Upgrade.WEBSOCKET;
        out.write(isWebSocket ? webSocketRequest() : request("Upgrade: " + Protocol.UPGRADE));
        out.flush();
        HttpAnswer answer = HttpAnswer.read(in);
        if (answer.status() != HttpAnswer.SWITCHING) {
            throw new UpgradeRefusedException(upgrade, answer.status());
        }
        RelayStream stream = isWebSocket ? webSocket() : new RelayStream(in, out);
        RelayPublicKey relayKey = relayKey(stream);
        checkKey(relayKey);
        try (NaclBox box = box(relayKey)) {
            stream.write(clientInfo(box));
            stream.flush();
            return admitted(stream, box, relayKey, upgrade);
        }
    }

    private RelayStream webSocket() {
        WebSocketStream stream = new WebSocketStream(in, out, random);
        return new RelayStream(stream.in(), stream.out());
    }

    private byte[] request(String... headers) {
        String[] lines = new String[3 + headers.length];
        lines[0] = "GET " + Protocol.PATH + " HTTP/1.1";
        lines[1] = "Host: " + relay.authority();
        lines[2] = "Connection: Upgrade";
        System.arraycopy(headers, 0, lines, 3, headers.length);
        return HttpAnswer.request(lines);
    }

    private byte[] webSocketRequest() {
        byte[] nonce = new byte[WEBSOCKET_KEY_BYTES];
        random.nextBytes(nonce);
        return request("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: derp",
                "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(nonce));
    }

    private NaclBox box(RelayPublicKey relayKey) throws IOException {
        try {
            return NaclBox.between(key, relayKey);
        } catch (IllegalArgumentException worthless) {
            throw new IOException("the relay's key is worthless", worthless);
        }
    }

    private byte[] clientInfo(NaclBox box) {
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        random.nextBytes(nonce);
        Octets sealed = box.seal(nonce, ClientInfoJson.ofClient().encode());
        return new Frame.ClientInfo(key.publicKey(), sealed).encode();
    }

    private static RelayPublicKey relayKey(RelayStream stream) throws IOException {
        for (int i = 0; i < MOST_FRAMES; i++) {
            stream.next();
            if (stream.frame() instanceof Frame.ServerKey serverKey) {
                return serverKey.key();
            }
        }
        throw new IOException("the relay does not say who it is");
    }

    private void checkKey(RelayPublicKey found) throws IOException {
        if (relay.key().isPresent() && !relay.key().get().equals(found)) {
            throw new IOException("another relay answers: its key is " + found + ", not " + relay.key().get());
        }
    }

    /** Waits for what only those get whom the relay admits. */
    private RelayConnection admitted(RelayStream stream, NaclBox box, RelayPublicKey relayKey, Upgrade upgrade)
            throws IOException {
        for (int i = 0; i < MOST_FRAMES; i++) {
            try {
                stream.next();
            } catch (java.io.EOFException closed) {
                throw new IOException("the relay closed the connection at our greeting; it may not know our key",
                        closed);
            }
            switch (stream.frame()) {
                case Frame.ServerKey serverKey when !serverKey.key().equals(relayKey) ->
                    throw new IOException("the relay's key is not the one of its certificate");
                case Frame.ServerInfo info -> {
                    byte[] json = box.open(info.box())
                            .orElseThrow(() -> new IOException("the relay does not hold the key that it shows"));
                    return new RelayConnection(tcp, stream, relayKey, ServerInfoJson.decode(json), upgrade);
                }
                default -> {
                    // Nothing else counts before the greeting.
                }
            }
        }
        throw new IOException("the relay does not answer the greeting");
    }
}
