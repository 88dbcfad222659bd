// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import mesh.config.ConfigFile;
import mesh.config.InterfaceConfig;
import mesh.config.Leftover;
import mesh.config.PeerConfig;
import mesh.config.Place;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.Keepalive;
import mesh.value.ValueFormatException;

/**
 * What {@code wg show wg0 dump} or {@code wg show all dump} printed. The first line of an interface begins with its
 * private key, which is passed over.
 */
final class DumpReader {
    private static final Pattern FIRST = Pattern
            .compile(
                    "(?s)([A-Za-z0-9]+\\t)?(\\(none\\)|[A-Za-z0-9+/]{43}=)\\t(\\(none\\)|[A-Za-z0-9+/]{43}=)\\t[0-9]+\\t.*");
    private static final int SELF_FIELDS = 4;
    private static final int PEER_FIELDS = 8;

    private DumpReader() {}

    static boolean isDump(ConfigFile file) {
        return FIRST.matcher(file.text()).matches();
    }

    /** By interface; its name is empty where the output is of one. */
    static Map<String, InterfaceConfig> read(ConfigFile file) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        int number = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            String[] all = line.split("\t", -1);
            boolean named = all.length == SELF_FIELDS + 1 || all.length == PEER_FIELDS + 1;
            String[] fields = named ? Arrays.copyOfRange(all, 1, all.length) : all;
            drafts.computeIfAbsent(named ? all[0] : "", name -> new Draft())
                    .add(new Place(file.name(), number), fields);
        }
        Map<String, InterfaceConfig> configs = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> configs.put(name, draft.config(name)));
        return configs;
    }

    /** One interface so far. */
    private static final class Draft {
        private Optional<PublicKey> key = Optional.empty();
        private Optional<Integer> port = Optional.empty();
        private final List<PeerConfig> peers = new ArrayList<>();
        private final List<Leftover> leftovers = new ArrayList<>();

        void add(Place place, String[] fields) {
            try {
                if (fields.length == SELF_FIELDS) {
                    key = present(fields[1], PublicKey::parse);
                    port = present(fields[2], Integer::valueOf).filter(number -> number > 0);
                    if (!fields[3].matches("off|0|0x0")) {
                        leftovers.add(new Leftover(place, "FwMark", true));
                    }
                } else if (fields.length == PEER_FIELDS) {
                    peers.add(peer(place, fields));
                } else {
                    leftovers.add(new Leftover(place, "line", false));
                }
            } catch (ValueFormatException | NumberFormatException nonsense) {
                leftovers.add(new Leftover(place, "line", false));
            }
        }

        private static PeerConfig peer(Place place, String[] fields) {
            List<Cidr> allowed = present(fields[3], text -> Arrays.stream(text.split(","))
                    .map(word -> InterfaceAddress.parse(word).connected()).toList()).orElse(List.of());
            int seconds = fields[7].equals("off") ? 0 : Integer.parseInt(fields[7]);
            return new PeerConfig(place, Optional.empty(), PublicKey.parse(fields[0]),
                    present(fields[2], Endpoint::parse), allowed,
                    new Keepalive(Math.clamp(seconds, 0, Keepalive.MAX)), !fields[1].equals("(none)"));
        }

        private static <T> Optional<T> present(String text, Function<String, T> parse) {
            return text.equals("(none)") ? Optional.empty() : Optional.of(parse.apply(text));
        }

        InterfaceConfig config(String name) {
            return new InterfaceConfig(Optional.of(name).filter(text -> !text.isEmpty()), Optional.empty(), key, port,
                    Optional.empty(), List.of(), List.of(), peers, leftovers);
        }
    }
}
