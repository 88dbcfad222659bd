// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.config.InterfaceConfig.Written;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/**
 * Reads the files of one interface. Texts that mesh wrote are read to the last value; of others, what no spec can say is
 * kept as a {@link Leftover}. A private key becomes its public half where it stands.
 */
public abstract class ConfigReader {
    private static final Pattern HEADER = Pattern.compile("# mesh (\\S+), host (\\S+): written by mesh apply.*");

    private static final String TAKEN_OUT = "(redacted)";

    private Place place = new Place("", 0);
    private Optional<String> interfaceName = Optional.empty();
    private Optional<Written> written = Optional.empty();
    private Optional<PublicKey> publicKey = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private Optional<Integer> mtuBytes = Optional.empty();
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final List<Cidr> routes = new ArrayList<>();
    private final List<PeerConfig> peers = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    ConfigReader() {}

    /** @param files of one interface, all of one format */
    public static InterfaceConfig read(Format format, List<ConfigFile> files) {
        ConfigReader reader = switch (format) {
            case HOSTNAME_IF -> new HostnameIfReader();
            case WG_QUICK -> new SectionedReader(true);
            case NETWORKD -> new SectionedReader(false);
        };
        files.forEach(reader::read);
        return new InterfaceConfig(reader.interfaceName, reader.written, reader.publicKey, reader.port, reader.mtuBytes,
                reader.addresses, reader.routes(reader.routes, reader.addresses, reader.peers), reader.peers,
                reader.leftovers);
    }

    private void read(ConfigFile file) {
        int number = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            place = new Place(file.name(), number);
            Matcher header = HEADER.matcher(line);
            if (number == 1 && header.matches()) {
                written = Optional.of(new Written(header.group(1), header.group(2)));
            } else {
                line(line.strip());
            }
        }
        end();
    }

    /** @param line without blanks around it */
    abstract void line(String line);

    /** After the last line of a file. */
    abstract void end();

    /** The routes that the system makes of a whole configuration. */
    abstract List<Cidr> routes(List<Cidr> inFiles, List<InterfaceAddress> ownAddresses, List<PeerConfig> ownPeers);

    final Place place() {
        return place;
    }

    final void interfaceName(String text) {
        interfaceName = Optional.of(text);
    }

    /** One that was taken out on the way here is no concern. */
    final void privateKey(String text) {
        if (text.equals(TAKEN_OUT)) {
            return;
        }
        parsed("PrivateKey", text, PrivateKey::parse).ifPresent(key -> publicKey = Optional.of(PublicKey.of(key)));
    }

    final void publicKey(PublicKey key) {
        publicKey = Optional.of(key);
    }

    final void port(String text) {
        port = parsed("ListenPort", text, ConfigReader::number).or(() -> port);
    }

    final void mtu(String text) {
        mtuBytes = parsed("MTU", text, ConfigReader::number).or(() -> mtuBytes);
    }

    final void address(String text) {
        parsed("Address", text, word -> word.indexOf('/') < 0
                ? new InterfaceAddress(IpAddress.parse(word), IpAddress.parse(word).bits())
                : InterfaceAddress.parse(word)).ifPresent(addresses::add);
    }

    final void route(String text) {
        parsed("Route", text, ConfigReader::network).ifPresent(routes::add);
    }

    final void add(PeerDraft peer) {
        peer.build().ifPresentOrElse(peers::add, () -> leftovers.add(new Leftover(peer.place(), "PublicKey", false)));
    }

    /** Keeps a setting that has no place in a spec. */
    final void leftover(String setting) {
        leftover(place, setting);
    }

    /** The same, of a place that was passed before. */
    final void leftover(Place where, String setting) {
        leftovers.add(new Leftover(where, setting, true));
    }

    /** The value of {@code setting}; one that makes no sense is kept as a leftover. */
    final <T> Optional<T> parsed(String setting, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (ValueFormatException nonsense) {
            leftovers.add(new Leftover(place, setting, false));
            return Optional.empty();
        }
    }

    static Integer number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new ValueFormatException(text, "is not a number");
        }
        return Integer.valueOf(text);
    }

    /** Host bits are masked, as the kernel does. */
    static Cidr network(String text) {
        return text.indexOf('/') < 0 ? Cidr.host(IpAddress.parse(text)) : InterfaceAddress.parse(text).connected();
    }
}
