// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.config.ConfigFile;
import mesh.config.ConfigReader;
import mesh.config.InterfaceConfig;
import mesh.config.Leftover;
import mesh.config.PeerConfig;
import mesh.config.Place;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.value.ValueFormatException;

/**
 * The database of wg-meshconf: a line a peer, columns by the names of wg-quick's settings. Each peer's configuration is
 * put together as that program writes it: all others are its peers, with the endpoint, networks and keepalive of their
 * own lines.
 */
final class MeshconfCsv {
    private static final Set<String> READ = Set.of("Name", "Address", "Endpoint", "AllowedIPs", "ListenPort",
            "PersistentKeepalive", "PrivateKey", "MTU");

    private final String file;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();

    private MeshconfCsv(ConfigFile file) {
        this.file = file.name();
        List<List<String>> table = CsvTable.rows(file.text());
        List<String> head = table.isEmpty() ? List.of() : table.getFirst();
        for (int line = 1; line < table.size(); line++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < Math.min(head.size(), table.get(line).size()); column++) {
                row.put(head.get(column).strip(), table.get(line).get(column).strip());
            }
            if (!value(row, "Name").isEmpty()) {
                rows.add(row);
                lines.add(line + 1);
            }
        }
    }

    static List<FoundHost> read(ConfigFile file) {
        MeshconfCsv csv = new MeshconfCsv(file);
        List<FoundHost> hosts = new ArrayList<>();
        for (int i = 0; i < csv.rows.size(); i++) {
            hosts.add(new FoundHost(new Place(file.name(), csv.lines.get(i)),
                    Optional.of(value(csv.rows.get(i), "Name")), Optional.empty(), Format.WG_QUICK, csv.config(i)));
        }
        return hosts;
    }

    private InterfaceConfig config(int index) {
        Map<String, String> own = rows.get(index);
        Place place = new Place(file, lines.get(index));
        StringBuilder text = new StringBuilder("[Interface]\n");
        setting(text, "Address", value(own, "Address"));
        setting(text, "ListenPort", value(own, "ListenPort"));
        setting(text, "MTU", value(own, "MTU"));
        InterfaceConfig config = ConfigReader.read(Format.WG_QUICK, List.of(new ConfigFile(file, text.toString())));
        List<PeerConfig> peers = new ArrayList<>();
        for (int other = 0; other < rows.size(); other++) {
            if (other != index) {
                peer(other).ifPresent(peers::add);
            }
        }
        List<Leftover> leftovers = new ArrayList<>();
        own.forEach((name, value) -> {
            if (!READ.contains(name) && !value.isEmpty()) {
                leftovers.add(new Leftover(place, name, true));
            }
        });
        return new InterfaceConfig(Optional.empty(), Optional.empty(), key(own), config.port(), config.mtuBytes(),
                config.addresses(), List.of(), peers, leftovers);
    }

    private Optional<PeerConfig> peer(int index) {
        Map<String, String> row = rows.get(index);
        Optional<PublicKey> key = key(row);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        String hosts = value(row, "Address").replaceAll("/[0-9]+", "");
        StringBuilder text = new StringBuilder("[Peer]\n");
        setting(text, "PublicKey", key.get().base64());
        setting(text, "AllowedIPs", hosts + " " + value(row, "AllowedIPs"));
        setting(text, "PersistentKeepalive", value(row, "PersistentKeepalive"));
        if (!value(row, "Endpoint").isEmpty()) {
            String host = value(row, "Endpoint");
            String port = value(row, "ListenPort");
            setting(text, "Endpoint", (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                    + (port.isEmpty() ? "51820" : port));
        }
        InterfaceConfig read = ConfigReader.read(Format.WG_QUICK, List.of(new ConfigFile(file, text.toString())));
        return read.peers().stream().findFirst().map(peer -> new PeerConfig(new Place(file, lines.get(index)),
                Optional.of(value(row, "Name")), peer.publicKey(), peer.endpoint(), peer.allowedIps(),
                peer.keepalive(), false));
    }

    private static void setting(StringBuilder text, String name, String value) {
        String oneLine = value.replaceAll("\\s+", " ").strip();
        if (!oneLine.isEmpty()) {
            text.append(name).append(" = ").append(oneLine).append('\n');
        }
    }

    private static Optional<PublicKey> key(Map<String, String> row) {
        try {
            return Optional.of(PublicKey.of(PrivateKey.parse(value(row, "PrivateKey"))));
        } catch (ValueFormatException none) {
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> row, String name) {
        return row.getOrDefault(name, "");
    }
}
