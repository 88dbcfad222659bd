// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import mesh.key.PublicKey;

/** Reads the JSON in which an agent tells its status. What does not make sense is left out: the host is read without it. */
public final class LiveAgentReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_CHARACTERS = 300;
    /** Nothing that a terminal would act on. */
    private static final Pattern UNSAFE = Pattern.compile("[^\\x20-\\x7e]");

    private LiveAgentReader() {}

    /** Absent where {@code text} is no such JSON. */
    public static Optional<LiveAgent> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("version").asInt() != 1) {
                return Optional.empty();
            }
            SortedMap<PublicKey, LiveAgent.Way> ways = new TreeMap<>();
            for (JsonNode peer : root.path("peers")) {
                ways.put(PublicKey.parse(peer.path("public-key").asString()), way(peer));
            }
            return Optional.of(new LiveAgent(ways));
        } catch (JacksonException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static LiveAgent.Way way(JsonNode peer) {
        double roundTrip = peer.path("round-trip-ms").asDouble(-1);
        return new LiveAgent.Way(LiveAgent.Path.valueOf(peer.path("path").asString().toUpperCase(Locale.ROOT)),
                word(peer, "relay"), word(peer, "endpoint"),
                roundTrip >= 0 ? Optional.of(roundTrip) : Optional.empty(),
                Math.max(0, peer.path("since-seconds").asLong()), word(peer, "why-not-direct").orElse(""));
    }

    private static Optional<String> word(JsonNode node, String key) {
        String text = UNSAFE.matcher(node.path(key).asString("")).replaceAll("?");
        return Optional.of(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)))
                .filter(found -> !found.isEmpty() && !found.equals("null"));
    }
}
