// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.key.PublicKey;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.LiveService;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.Keepalive;
import mesh.net.Port;

/** A host after other hands were on it. */
final class Found {
    static final String CONF = "/etc/wireguard/wg0.conf";

    private Found() {}

    static LiveHost edited(LiveHost host, String path, UnaryOperator<String> edit) {
        return file(host, path, file -> {
            Optional<String> text = file.text().map(edit);
            String sha256 = text.map(Digests::sha256).orElse("f".repeat(64));
            return Optional.of(
                    new LiveFile(file.path(), file.mode(), file.userId(), file.groupId(), sha256, text));
        });
    }

    static LiveHost without(LiveHost host, String path) {
        return file(host, path, file -> Optional.empty());
    }

    static LiveHost opened(LiveHost host, String path) {
        return file(host, path, file -> Optional
                .of(new LiveFile(file.path(), 0644, file.userId(), file.groupId(), file.sha256(), file.text())));
    }

    private interface FileEdit {
        Optional<LiveFile> of(LiveFile file);
    }

    private static LiveHost file(LiveHost host, String path, FileEdit edit) {
        List<LiveFile> files = new ArrayList<>();
        for (LiveFile file : host.files()) {
            if (file.path().equals(new HostPath(path))) {
                edit.of(file).ifPresent(files::add);
            } else {
                files.add(file);
            }
        }
        return new LiveHost(host.host(), host.manifest(), files, host.iface(), host.services(), false,
                host.ssh());
    }

    static LiveHost running(LiveHost host, UnaryOperator<LiveInterface> change) {
        return new LiveHost(host.host(), host.manifest(), host.files(), host.iface().map(change), host.services(),
                false, host.ssh(), host.ground());
    }

    static LiveHost stopped(LiveHost host) {
        return new LiveHost(host.host(), host.manifest(), host.files(), Optional.empty(), host.services(), false,
                host.ssh());
    }

    static LiveHost serving(LiveHost host, LiveService... services) {
        return new LiveHost(host.host(), host.manifest(), host.files(), host.iface(), List.of(services), false,
                host.ssh());
    }

    static LiveHost changing(LiveHost host) {
        return new LiveHost(host.host(), host.manifest(), host.files(), host.iface(), host.services(), true,
                host.ssh());
    }

    static LiveInterface down(LiveInterface iface) {
        return new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(), iface.addresses(),
                iface.peers(), List.of(), false);
    }

    static LiveInterface keyed(LiveInterface iface, Optional<PublicKey> key) {
        return new LiveInterface(iface.name(), key, iface.port(), iface.mtuBytes(), iface.addresses(), iface.peers(),
                iface.routes());
    }

    static LiveInterface listening(LiveInterface iface, int port, int mtuBytes) {
        return new LiveInterface(iface.name(), iface.publicKey(), Optional.of(new Port(port)), mtuBytes,
                iface.addresses(), iface.peers(), iface.routes());
    }

    static LiveInterface addressed(LiveInterface iface, List<String> addresses, List<String> routes) {
        return new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(),
                addresses.stream().map(InterfaceAddress::parse).toList(), iface.peers(),
                routes.stream().map(Cidr::parse).toList());
    }

    static LiveInterface peered(LiveInterface iface, List<LivePeer> peers) {
        return new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(), iface.addresses(),
                peers, iface.routes());
    }

    static LivePeer peer(PublicKey key, int keepalive, boolean preshared, String... allowedIps) {
        return new LivePeer(key, Optional.empty(), List.of(allowedIps).stream().map(Cidr::parse).toList(),
                new Keepalive(keepalive), preshared, Optional.empty(), 0, 0);
    }
}
