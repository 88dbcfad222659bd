// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.files.HostPath;
import mesh.live.LiveGround;
import mesh.live.LiveGround.Firewall;
import mesh.live.LiveGround.Names;
import mesh.live.LiveGround.Online;
import mesh.live.LiveGround.Trust;
import mesh.live.LiveGround.Service;
import mesh.tls.TlsPublicKey;
import mesh.value.ValueFormatException;

/** Reads what a snapshot says of the things beside the interface. */
final class GroundReadings {
    private GroundReadings() {}

    /** Absent where mesh set nothing up. */
    static Optional<LiveGround> read(Optional<List<String>> lines) throws SnapshotException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<HostPath, String> loaded = new TreeMap<>();
        boolean v4 = false;
        boolean v6 = false;
        Firewall firewall = Firewall.ABSENT;
        boolean exit = false;
        Names names = Names.ABSENT;
        Service relay = Service.ABSENT;
        Trust trust = Trust.ABSENT;
        Service agent = Service.ABSENT;
        Service watch = Service.ABSENT;
        Optional<TlsPublicKey> tlsKey = Optional.empty();
        Names dns = Names.ABSENT;
        Online online = Online.ABSENT;
        for (String line : lines.get()) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("loaded")) {
                loaded.put(new HostPath(words[2]), words[1]);
            } else if (words.length == 3 && words[0].equals("forwarding")) {
                v4 = isOn(words[1]);
                v6 = isOn(words[2]);
            } else if (line.equals("exit on") || line.equals("exit off")) {
                exit = line.equals("exit on");
            } else if (words.length == 2 && words[0].equals("firewall")) {
                firewall = state(Firewall.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("names")) {
                names = state(Names.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("relay")) {
                relay = state(Service.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("agent")) {
                agent = state(Service.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("watch")) {
                watch = state(Service.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("trust")) {
                trust = state(Trust.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("dns")) {
                dns = state(Names.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("online")) {
                online = state(Online.values(), words[1]);
            } else if (words.length == 2 && words[0].equals("tls-key")) {
                tlsKey = key(words[1]);
            } else {
                throw new SnapshotException("the host's answer has a line about its ground that makes no sense: "
                        + ValueFormatException.printable(line));
            }
        }
        return Optional.of(new LiveGround(loaded, v4, v6, firewall, exit, names, relay, trust, watch, tlsKey, dns,
                online, agent));
    }

    /** Absent for a key of another kind, of which no certificate of ours can be. */
    private static Optional<TlsPublicKey> key(String text) {
        try {
            return Optional.of(TlsPublicKey.parse(text));
        } catch (ValueFormatException another) {
            return Optional.empty();
        }
    }

    /** OpenBSD has a 2 too, for packets of IPsec only. */
    private static boolean isOn(String value) {
        return value.equals("1");
    }

    private static <E extends Enum<E>> E state(E[] states, String word) throws SnapshotException {
        for (E state : states) {
            if (state.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return state;
            }
        }
        throw new SnapshotException("the host's answer has a state of its ground that is unknown");
    }
}
