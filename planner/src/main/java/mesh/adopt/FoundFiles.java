// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.config.ConfigFile;
import mesh.config.ConfigReader;
import mesh.config.InterfaceConfig;
import mesh.config.Place;
import mesh.model.Format;

/**
 * Sorts files by hosts: {@code HOST.conf}, {@code HOST/wg0.conf}, {@code HOST/etc/wireguard/wg0.conf},
 * {@code HOST/etc/hostname.wg0}, {@code HOST/….netdev} with its {@code .network}, output of {@code wg showconf} and
 * {@code wg show dump}, and the database of wg-meshconf.
 *
 * @param hosts sorted by place
 * @param remarks on files that were not read
 */
public record FoundFiles(List<FoundHost> hosts, List<Remark> remarks) {
    private static final Pattern PLACE = Pattern
            .compile("(?:(.*)/)?(?:etc/(?:wireguard|systemd/network)/|etc/)?([^/]+)");
    private static final Pattern INTERFACE = Pattern.compile("[a-z]{1,12}[0-9]{1,5}");
    private static final Pattern NETWORKD_NAME = Pattern.compile("(?m)^\\s*Name\\s*=\\s*(\\S+)");

    public FoundFiles {
        hosts = hosts.stream().sorted(Comparator.comparing(FoundHost::place)).toList();
        remarks = List.copyOf(remarks);
    }

    /** @param files in any order, named by their path below the folder that was read */
    public static FoundFiles of(List<ConfigFile> files) {
        Sorting sorting = new Sorting();
        files.stream().sorted(Comparator.comparing(ConfigFile::name)).forEach(sorting::add);
        sorting.networkd.forEach((key, both) -> sorting.host(both.getFirst(), Format.NETWORKD,
                ConfigReader.read(Format.NETWORKD, both), key.substring(key.indexOf('\n') + 1)));
        return new FoundFiles(sorting.hosts, sorting.remarks);
    }

    /** What was sorted so far. */
    private static final class Sorting {
        private final List<FoundHost> hosts = new ArrayList<>();
        private final List<Remark> remarks = new ArrayList<>();
        /** By folder and interface, with a line end between. */
        private final Map<String, List<ConfigFile>> networkd = new LinkedHashMap<>();

        void add(ConfigFile file) {
            String base = base(file);
            if (base.endsWith(".csv")) {
                hosts.addAll(MeshconfCsv.read(file));
            } else if (base.matches("hostname\\.wg[0-9]+")) {
                host(file, Format.HOSTNAME_IF, ConfigReader.read(Format.HOSTNAME_IF, List.of(file)),
                        base.substring(base.indexOf('.') + 1));
            } else if (base.endsWith(".netdev") || base.endsWith(".network")) {
                networkd(file);
            } else if (DumpReader.isDump(file)) {
                DumpReader.read(file).forEach((name, config) -> hosts.add(new FoundHost(new Place(file.name(), 0),
                        hostName(file), Optional.of(name).filter(text -> !text.isEmpty()), Format.WG_QUICK, config,
                        Optional.empty(), true)));
            } else if (file.text().contains("[Interface]")) {
                String stem = base.replaceFirst("\\.[a-z]+$", "");
                host(file, Format.WG_QUICK, ConfigReader.read(Format.WG_QUICK, List.of(file)),
                        INTERFACE.matcher(stem).matches() ? stem : "");
            } else if (file.text().lines().limit(3).noneMatch(line -> line.contains("written by mesh apply"))) {
                remarks.add(
                        new Remark(new Place(file.name(), 0), "it is no configuration of WireGuard and was not read",
                                "leave it out, or check that it is whole"));
            }
        }

        /** The .netdev of another kind of device is nobody's business here. */
        private void networkd(ConfigFile file) {
            Matcher name = NETWORKD_NAME.matcher(file.text());
            boolean other = base(file).endsWith(".netdev") && !file.text().matches("(?is).*Kind\\s*=\\s*wireguard.*");
            if (name.find() && !other) {
                networkd.computeIfAbsent(folder(file) + "\n" + name.group(1), key -> new ArrayList<>()).add(file);
            }
        }

        void host(ConfigFile first, Format format, InterfaceConfig config, String interfaceName) {
            Optional<String> written = config.written().map(InterfaceConfig.Written::host);
            hosts.add(new FoundHost(new Place(first.name(), 0), written.or(() -> hostName(first)),
                    Optional.of(interfaceName).filter(text -> !text.isEmpty()), format, config));
        }
    }

    private static String base(ConfigFile file) {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    private static String folder(ConfigFile file) {
        Matcher place = PLACE.matcher(file.name());
        String folder = place.matches() ? place.group(1) : null;
        return folder == null ? "" : folder.replaceFirst("/?etc(/.*)?$", "");
    }

    /** The folder's name, or the file's own where that is not an interface's. */
    private static Optional<String> hostName(ConfigFile file) {
        String folder = folder(file);
        String stem = base(file).replaceFirst("\\.[a-z]+$", "");
        boolean own = !INTERFACE.matcher(stem).matches() && !base(file).startsWith("hostname.")
                && !base(file).matches(".*\\.(netdev|network)");
        return own
                ? Optional.of(stem)
                : Optional.of(folder.substring(folder.lastIndexOf('/') + 1)).filter(text -> !text.isEmpty());
    }
}
