// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import mesh.json.ConfigException;
import mesh.json.ConfigNode;

/** What an agent's socket says, for people. Fields that a later agent adds are passed over. */
public final class StatusTable {
    private static final List<String> HEAD = List.of("PEER", "PATH", "BY", "RTT", "SINCE", "RELAYED IN/OUT", "DROPPED",
            "WHY NOT DIRECT");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private StatusTable() {}

    /**
     * Lines of text.
     *
     * @param source for messages
     * @throws ConfigException if {@code json} is none that an agent tells
     */
    public static List<String> of(String source, byte[] json) throws ConfigException {
        Fields top = new Fields(ConfigNode.parse(source, json));
        List<String> lines = new ArrayList<>();
        lines.add(top.text("host") + "  " + top.text("interface") + "  since " + top.text("started"));
        if (!top.text("problem").isEmpty()) {
            lines.add("problem: " + top.text("problem"));
        }
        top.list("relays").forEach(relay -> lines.add("relay " + relay.text("name") + "  " + relay.text("state")
                + (relay.text("home").equals("true") ? "  home" : "") + millis(relay).map(t -> "  " + t).orElse("")
                + (relay.text("problem").isEmpty() ? "" : "  (" + relay.text("problem") + ")")));
        top.child("mapping").ifPresent(mapping -> lines.add(mapping(mapping)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        top.list("peers").forEach(peer -> rows.add(row(peer)));
        lines.add("");
        lines.addAll(aligned(rows));
        return lines;
    }

    private static String mapping(Fields mapping) {
        String candidates = mapping.list("candidates").stream()
                .map(one -> one.text("address") + " (" + one.text("kind") + ")").collect(Collectors.joining(", "));
        return "callable at " + (candidates.isEmpty() ? "no address that is known" : candidates)
                + (mapping.text("varies").equals("true") ? "; the NAT gives each destination a port of its own" : "")
                + (mapping.text("problem").isEmpty() ? "" : "; " + mapping.text("problem"));
    }

    private static List<String> row(Fields peer) {
        String endpoint = peer.text("endpoint");
        String by = endpoint.isEmpty() ? peer.text("relay") : endpoint;
        return List.of(peer.text("name"), peer.text("path"), by.isEmpty() ? "-" : by, millis(peer).orElse("-"),
                span(peer.text("since-seconds")), peer.text("relayed-in") + "/" + peer.text("relayed-out"),
                peer.text("dropped"), peer.text("why-not-direct"));
    }

    private static Optional<String> millis(Fields fields) {
        String millis = fields.text("round-trip-ms");
        return millis.isEmpty() ? Optional.empty() : Optional.of(millis + " ms");
    }

    private static String span(String text) {
        if (!text.matches("[0-9]{1,15}")) {
            return "-";
        }
        long seconds = Long.parseLong(text);
        return seconds < MINUTE
                ? seconds + " s"
                : seconds < HOUR
                        ? seconds / MINUTE + " min"
                        : seconds < DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  ")).stripTrailing()).toList();
    }

    /** An object's fields as texts; what is missing is empty. */
    private record Fields(ConfigNode node) {
        private Optional<ConfigNode> field(String key) {
            return node.value() instanceof Map<?, ?> fields && fields.get(key) instanceof ConfigNode found
                    ? Optional.of(found)
                    : Optional.empty();
        }

        String text(String key) {
            return field(key).map(found -> printable(found.value().toString())).orElse("");
        }

        /** No control characters: what a relay said may be in it. */
        private static String printable(String text) {
            return text.replaceAll("\\p{C}", "?");
        }

        Optional<Fields> child(String key) {
            return field(key).map(Fields::new);
        }

        List<Fields> list(String key) {
            return field(key).filter(found -> found.value() instanceof List).stream()
                    .flatMap(found -> ((List<?>) found.value()).stream())
                    .flatMap(item -> item instanceof ConfigNode one
                            ? Stream.of(new Fields(one))
                            : Stream.<Fields>empty())
                    .toList();
        }
    }
}
