// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import mesh.key.PublicKey;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;
import mesh.value.ValueFormatException;

/** What {@code wg show INTERFACE …} prints (show.c of wireguard-tools): a line for each peer, fields behind tabs. */
final class WgText {
    private static final int KEY_AND_VALUE = 2;
    private static final int KEY_AND_TWO = 3;

    private WgText() {}

    /** A peer that came or went between the calls, and so is not in all texts, is left out. */
    static SortedMap<PublicKey, PeerReading> peers(String endpoints, String transfer, String handshakes)
            throws IOException {
        Map<PublicKey, Optional<TransportAddress>> where = lines(endpoints, KEY_AND_VALUE,
                fields -> endpoint(fields[1]));
        Map<PublicKey, long[]> bytes = lines(transfer, KEY_AND_TWO,
                fields -> new long[]{number(fields[1]), number(fields[2])});
        Map<PublicKey, Long> shook = lines(handshakes, KEY_AND_VALUE, fields -> number(fields[1]));
        SortedMap<PublicKey, PeerReading> peers = new TreeMap<>();
        where.forEach((key, endpoint) -> {
            long[] counts = bytes.get(key);
            Long seconds = shook.get(key);
            if (counts != null && seconds != null) {
                peers.put(key, new PeerReading(endpoint, seconds, counts[0], counts[1]));
            }
        });
        return peers;
    }

    /** Of {@code wg show INTERFACE peers}. */
    static Set<PublicKey> keys(String peers) throws IOException {
        return new TreeSet<>(lines(peers, 1, fields -> fields).keySet());
    }

    /** Of {@code wg show INTERFACE persistent-keepalive}. */
    static SortedMap<PublicKey, Keepalive> keepalives(String text) throws IOException {
        return new TreeMap<>(lines(text, KEY_AND_VALUE, fields -> keepalive(fields[1])));
    }

    /** Linux takes more seconds than OpenBSD; more than {@link Keepalive#MAX} reads as that. */
    static Keepalive keepalive(String text) {
        return new Keepalive(text.equals("off") ? 0 : (int) Math.min(Keepalive.MAX, number(text)));
    }

    private static <T> Map<PublicKey, T> lines(String text, int count, Function<String[], T> value)
            throws IOException {
        Map<PublicKey, T> values = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            try {
                if (fields.length != count) {
                    throw new ValueFormatException(line, "does not have " + count + " fields");
                }
                values.put(PublicKey.parse(fields[0]), value.apply(fields));
            } catch (ValueFormatException wrong) {
                throw new IOException("wg printed what it never does: " + wrong.getMessage(), wrong);
            }
        }
        return values;
    }

    /** A scope, as in {@code [fe80::1%eth0]:51820}, is lost. */
    private static Optional<TransportAddress> endpoint(String text) {
        return text.equals("(none)")
                ? Optional.empty()
                : Optional.of(TransportAddress.parse(text.replaceFirst("%[^]]*", "")));
    }

    static long number(String text) {
        if (!text.matches("[0-9]{1,20}")) {
            throw new ValueFormatException(text, "is not a number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException beyond) {
            throw new ValueFormatException(text, "is beyond any count");
        }
    }
}
