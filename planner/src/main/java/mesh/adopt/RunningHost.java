// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.config.ConfigFile;
import mesh.config.ConfigReader;
import mesh.config.InterfaceConfig;
import mesh.config.PeerConfig;
import mesh.config.Place;
import mesh.key.PublicKey;
import mesh.live.HostSurvey;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.model.Format;
import mesh.model.OperatingSystem;

/**
 * A host that was asked: what runs is what counts; its files tell names, endpoints that are configured and not learned,
 * and what they do besides.
 */
public final class RunningHost {
    private RunningHost() {}

    /**
     * Absent where no WireGuard runs.
     *
     * @param name what the user calls it
     * @param ssh how it was reached, as a spec writes it
     */
    public static Optional<FoundHost> found(HostSurvey survey, String name, String ssh) {
        return survey.iface().map(iface -> found(survey, iface, name, ssh));
    }

    private static FoundHost found(HostSurvey survey, LiveInterface iface, String name, String ssh) {
        Format format = format(survey);
        List<ConfigFile> files = new ArrayList<>();
        survey.texts().forEach((path, text) -> {
            if (format(path) == format) {
                files.add(new ConfigFile(name + ":" + path, text));
            }
        });
        InterfaceConfig written = ConfigReader.read(format, files);
        Place place = new Place(name + ":" + iface.name(), 0);
        Map<PublicKey, PeerConfig> known = new HashMap<>();
        written.peers().forEach(peer -> known.put(peer.publicKey(), peer));
        List<PeerConfig> peers = iface.peers().stream()
                .map(peer -> peer(peer, Optional.ofNullable(known.get(peer.publicKey())), place)).toList();
        InterfaceConfig config = new InterfaceConfig(Optional.of(iface.name().text()), written.written(),
                iface.publicKey(), iface.port().map(port -> port.number()), Optional.of(iface.mtuBytes()),
                iface.addresses(), iface.routes(), peers, written.leftovers());
        return new FoundHost(place, Optional.of(name), Optional.of(iface.name().text()), format, config,
                Optional.of(ssh), known.isEmpty());
    }

    private static PeerConfig peer(LivePeer live, Optional<PeerConfig> written, Place iface) {
        return new PeerConfig(written.map(PeerConfig::place).orElse(iface), written.flatMap(PeerConfig::name),
                live.publicKey(), written.isPresent() ? written.get().endpoint() : live.endpoint(), live.allowedIps(),
                live.keepalive(), live.preshared());
    }

    private static Format format(HostSurvey survey) {
        if (survey.os() == OperatingSystem.OPENBSD) {
            return Format.HOSTNAME_IF;
        }
        boolean quick = survey.texts().keySet().stream().anyMatch(path -> format(path) == Format.WG_QUICK);
        return quick || survey.texts().isEmpty() ? Format.WG_QUICK : Format.NETWORKD;
    }

    private static Format format(String path) {
        if (path.startsWith("/etc/hostname.")) {
            return Format.HOSTNAME_IF;
        }
        return path.startsWith("/etc/systemd/") ? Format.NETWORKD : Format.WG_QUICK;
    }
}
