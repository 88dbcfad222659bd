// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.value.ValueFormatException;

/**
 * What {@code ifconfig wgN} of OpenBSD prints to root (ifconfig.c: {@code wg_status}). A peer's lines follow its
 * {@code wgpeer} line behind two tabs. Descriptions are free text: what a line is, is told by its tabs as well.
 */
final class IfconfigText {
    private static final String OF_INTERFACE = "\t";
    private static final String OF_PEER = "\t\t";
    private static final Keepalive OFF = new Keepalive(0);

    private final long nowSeconds;
    private final SortedMap<PublicKey, PeerReading> peers = new TreeMap<>();
    private final SortedMap<PublicKey, Keepalive> keepalives = new TreeMap<>();
    private Optional<PublicKey> key = Optional.empty();
    private Keepalive keepalive = OFF;
    private PeerReading reading = nothing();

    private IfconfigText(long nowSeconds) {
        this.nowSeconds = nowSeconds;
    }

    /** @param nowSeconds since 1970 */
    static SortedMap<PublicKey, PeerReading> peers(String text, long nowSeconds) throws IOException {
        return read(text, nowSeconds).peers;
    }

    /** A peer without one has no line of it. */
    static SortedMap<PublicKey, Keepalive> keepalives(String text) throws IOException {
        return read(text, 0).keepalives;
    }

    private static IfconfigText read(String text, long nowSeconds) throws IOException {
        IfconfigText reader = new IfconfigText(nowSeconds);
        try {
            text.lines().forEach(reader::line);
        } catch (ValueFormatException wrong) {
            throw new IOException("ifconfig printed what it never does: " + wrong.getMessage(), wrong);
        }
        reader.endPeer();
        return reader;
    }

    private static PeerReading nothing() {
        return new PeerReading(Optional.empty(), 0, 0, 0);
    }

    private void line(String line) {
        if (line.startsWith(OF_PEER)) {
            if (key.isPresent()) {
                reading = read(line.substring(OF_PEER.length()));
            }
        } else {
            endPeer();
            if (line.startsWith(OF_INTERFACE + "wgpeer ")) {
                key = Optional.of(PublicKey.parse(line.substring(line.indexOf(' ') + 1)));
            }
        }
    }

    private PeerReading read(String line) {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "wgendpoint" -> new PeerReading(endpoint(line, words), reading.handshakeSeconds(),
                    reading.received(), reading.sent());
            case "tx:" -> new PeerReading(reading.endpoint(), reading.handshakeSeconds(),
                    WgText.number(word(line, words, 3)), WgText.number(word(line, words, 1).replaceFirst(",$", "")));
            case "last" -> new PeerReading(reading.endpoint(),
                    handshake(word(line, words, 2)), reading.received(),
                    reading.sent());
            case "wgpka" -> {
                keepalive = WgText.keepalive(word(line, words, 1));
                yield reading;
            }
            default -> reading;
        };
    }

    /** From its age: less than none where the clock was set back since, by as much as that. */
    private long handshake(String age) {
        return Math.max(0, age.startsWith("-") ? nowSeconds : nowSeconds - WgText.number(age));
    }

    /** {@code wgendpoint ADDRESS PORT}, or {@code wgendpoint unable to print}. A scope is lost. */
    private static Optional<TransportAddress> endpoint(String line, String[] words) {
        String host = word(line, words, 1);
        return host.equals("unable")
                ? Optional.empty()
                : Optional.of(new TransportAddress(IpAddress.parse(host.replaceFirst("%.*", "")),
                        Port.parse(word(line, words, 2))));
    }

    private static String word(String line, String[] words, int index) {
        if (index >= words.length) {
            throw new ValueFormatException(line, "does not have " + (index + 1) + " words");
        }
        return words[index];
    }

    private void endPeer() {
        key.ifPresent(peer -> {
            peers.put(peer, reading);
            keepalives.put(peer, keepalive);
        });
        key = Optional.empty();
        keepalive = OFF;
        reading = nothing();
    }
}
