// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.desired.HostTls;
import mesh.tls.Certificate;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;

/**
 * What a host would be found to have if a desired state were applied to it: the other side of a plan against a git
 * reference, for which no host is asked.
 */
public final class BaseState {
    /** Stands for any group that is not group 0. */
    private static final int OTHER_GROUP = 1;

    private BaseState() {}

    /** As {@link #of(DesiredHost, Optional)}, with all keys known. */
    public static LiveHost of(DesiredHost host, RenderedHost rendered) {
        return of(host, Optional.of(rendered));
    }

    /**
     * A host without a key of its own was never configured and has nothing. One that has peers without keys has all the
     * others, and its files are not known.
     *
     * @param rendered absent while a key is not known
     */
    public static LiveHost of(DesiredHost host, Optional<RenderedHost> rendered) {
        if (host.iface().publicKey().isEmpty()) {
            return LiveHost.bare(host.name());
        }
        List<LiveFile> files = new ArrayList<>();
        List<Manifest.Entry> entries = new ArrayList<>();
        for (HostFile file : rendered.map(RenderedHost::files).orElse(List.of())) {
            LiveFile live = file(file);
            files.add(live);
            entries.add(new Manifest.Entry(file.path(), file.content().identity(), live.sha256()));
        }
        if (rendered.isEmpty()) {
            files.add(new LiveFile(new HostLayout(host.iface().name()).privateKey(), 0600, 0, 0, "", Optional.empty()));
        }
        Manifest manifest = new Manifest(host.mesh(), host.name(), host.reach().format(), 1, "-", "-", "-", entries);
        return new LiveHost(host.name(), Optional.of(manifest), files, Optional.of(iface(host)), List.of(), false,
                Optional.empty(), ground(host, files));
    }

    private static Optional<LiveGround> ground(DesiredHost host, List<LiveFile> files) {
        if (host.ground().isEmpty()) {
            return Optional.empty();
        }
        List<HostPath> paths = new HostLayout(host.iface().name()).groundFiles();
        SortedMap<HostPath, String> loaded = new TreeMap<>();
        files.stream().filter(file -> paths.contains(file.path()))
                .forEach(file -> loaded.put(file.path(), file.sha256()));
        return Optional.of(new LiveGround(loaded, host.ground().forwardsV4(), host.ground().forwardsV6(),
                host.ground().hasFirewall() ? LiveGround.Firewall.AS_LOADED : LiveGround.Firewall.ABSENT,
                host.ground().exit().isPresent(),
                host.ground().names().isPresent() ? LiveGround.Names.AS_WRITTEN : LiveGround.Names.ABSENT,
                service(host.ground().relay()),
                host.ground().tls().filter(tls -> !tls.trusted().isEmpty()).isPresent()
                        ? LiveGround.Trust.AS_WRITTEN
                        : LiveGround.Trust.ABSENT,
                service(host.ground().watch()),
                host.ground().tls().flatMap(HostTls::own).flatMap(HostTls.Own::issued).map(Certificate::publicKey),
                host.ground().dns().isPresent() ? LiveGround.Names.AS_WRITTEN : LiveGround.Names.ABSENT,
                host.ground().online().isPresent() ? LiveGround.Online.READY : LiveGround.Online.ABSENT,
                service(host.ground().agent())));
    }

    private static LiveGround.Service service(Optional<?> wanted) {
        return wanted.isPresent() ? LiveGround.Service.RUNNING : LiveGround.Service.ABSENT;
    }

    private static LiveFile file(HostFile file) {
        boolean rootGroup = file.group().equals("root") || file.group().equals("wheel");
        Optional<String> text = file.content() instanceof FileContent.Text plain
                ? Optional.of(plain.text())
                : Optional.empty();
        return new LiveFile(file.path(), file.mode(), 0, rootGroup ? 0 : OTHER_GROUP, file.content().identity(), text);
    }

    private static LiveInterface iface(DesiredHost host) {
        List<LivePeer> peers = host.peers().stream().filter(peer -> peer.publicKey().isPresent()).map(BaseState::peer)
                .sorted(Comparator.comparing(LivePeer::publicKey)).toList();
        return new LiveInterface(host.iface().name(), host.iface().publicKey(), Optional.of(host.iface().port()),
                host.iface().mtu().bytes(), host.iface().addresses(), peers, host.routes());
    }

    private static LivePeer peer(DesiredPeer peer) {
        return new LivePeer(peer.publicKey().orElseThrow(), peer.endpoint(), peer.allowedIps(), peer.keepalive(),
                peer.presharedEpoch().isPresent(), Optional.empty(), 0, 0);
    }
}
