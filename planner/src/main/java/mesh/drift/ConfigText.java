// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import mesh.drift.InterfaceFacts.PeerFacts;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.value.ValueFormatException;

/**
 * What a host's configuration files say, in any format. Texts that mesh wrote are read to the last value. In one that
 * somebody edited, a line that makes no sense is left out: its difference is shown anyhow.
 */
abstract class ConfigText {
    private Optional<Integer> port = Optional.empty();
    private Optional<Integer> mtuBytes = Optional.empty();
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final List<Cidr> routes = new ArrayList<>();
    private final SortedMap<PublicKey, PeerFacts> peers = new TreeMap<>();

    /** @param texts of one host, all of one format */
    static InterfaceFacts read(Format format, List<String> texts) {
        ConfigText reader = switch (format) {
            case HOSTNAME_IF -> new HostnameIfText();
            case WG_QUICK -> new SectionedText(true);
            case NETWORKD -> new SectionedText(false);
        };
        texts.forEach(text -> {
            text.lines().map(String::strip).forEach(reader::line);
            reader.end();
        });
        return new InterfaceFacts(reader.port, reader.mtuBytes, reader.addresses,
                reader.routes(reader.routes, reader.addresses, reader.peers).stream()
                        .filter(route -> route.prefixLength() > 0).toList(),
                reader.peers);
    }

    /** @param line without blanks around it */
    abstract void line(String line);

    /** After the last line of a text. */
    abstract void end();

    /** The routes that the system makes of a whole configuration. */
    abstract List<Cidr> routes(List<Cidr> written, List<InterfaceAddress> ownAddresses,
            SortedMap<PublicKey, PeerFacts> ownPeers);

    final void port(String text) {
        port = number(text).or(() -> port);
    }

    final void mtu(String text) {
        mtuBytes = number(text).or(() -> mtuBytes);
    }

    final void address(String text) {
        parsed(text, word -> word.indexOf('/') < 0
                ? new InterfaceAddress(IpAddress.parse(word), IpAddress.parse(word).bits())
                : InterfaceAddress.parse(word)).ifPresent(addresses::add);
    }

    final void route(String text) {
        network(text).ifPresent(routes::add);
    }

    final void add(PeerDraft peer) {
        parsed(peer.key, PublicKey::parse).ifPresent(key -> peers.put(key, new PeerFacts(peer.allowedIps,
                new Keepalive(Math.clamp(peer.keepaliveSeconds, 0, Keepalive.MAX)), peer.preshared)));
    }

    /** What was read of a peer so far. */
    static final class PeerDraft {
        private String key = "";
        private final List<Cidr> allowedIps = new ArrayList<>();
        private int keepaliveSeconds;
        private boolean preshared;

        void key(String text) {
            key = text;
        }

        String key() {
            return key;
        }

        void allowedIp(String text) {
            network(text).ifPresent(allowedIps::add);
        }

        void keepalive(String text) {
            keepaliveSeconds = number(text).orElse(0);
        }

        void preshared(boolean has) {
            preshared = has;
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** Host bits are masked, as the kernel does. */
    private static Optional<Cidr> network(String text) {
        return parsed(text, word -> word.indexOf('/') < 0
                ? Cidr.host(IpAddress.parse(word))
                : InterfaceAddress.parse(word).connected());
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (ValueFormatException nonsense) {
            return Optional.empty();
        }
    }
}
