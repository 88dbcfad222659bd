// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Comparator;

import mesh.files.Digests;

/**
 * A text that stays the same as long as nothing of ours changes on a host. What moves by itself is left out:
 * handshakes, counters, endpoints, which roam, and keepalives where an agent sets some.
 */
public final class LiveFingerprint {
    private LiveFingerprint() {}

    /** 64 hex digits. */
    public static String of(LiveHost host) {
        StringBuilder text = new StringBuilder("host ").append(host.host()).append('\n');
        host.manifest().ifPresent(manifest -> text.append(ManifestCodec.template(manifest)));
        host.files().stream().sorted(Comparator.comparing(LiveFile::path)).forEach(file -> add(text, file));
        boolean setsKeepalives = host.ground().filter(ground -> ground.agent() != LiveGround.Service.ABSENT)
                .isPresent();
        host.iface().ifPresent(iface -> add(text, iface, !setsKeepalives));
        host.services().forEach(service -> text.append("service ").append(service.unit()).append(' ')
                .append(service.enabled()).append('\n'));
        host.ground().ifPresent(ground -> text.append("ground ").append(ground.loaded()).append(' ')
                .append(ground.forwardsV4()).append(' ').append(ground.forwardsV6()).append(' ')
                .append(ground.firewall()).append(ground.exit() ? " exit" : "").append(' ')
                .append(ground.names()).append(' ').append(ground.relay()).append(' ').append(ground.trust())
                .append(' ').append(ground.watch())
                .append(ground.agent() == LiveGround.Service.ABSENT ? "" : " agent " + ground.agent())
                .append(ground.tlsKey().map(key -> " " + key).orElse("")).append('\n'));
        text.append(host.changing() ? "changing\n" : "");
        return Digests.sha256(text.toString());
    }

    private static void add(StringBuilder text, LiveFile file) {
        text.append("found ").append(file.path()).append(' ').append(file.mode()).append(' ').append(file.userId())
                .append(' ').append(file.groupId()).append(' ').append(file.sha256()).append('\n');
    }

    private static void add(StringBuilder text, LiveInterface iface, boolean withKeepalives) {
        text.append("interface ").append(iface.name()).append(' ').append(iface.publicKey()).append(' ')
                .append(iface.port()).append(' ').append(iface.mtuBytes()).append(' ').append(iface.addresses())
                .append(' ').append(iface.routes()).append(iface.up() ? "" : " down").append('\n');
        for (LivePeer peer : iface.peers()) {
            text.append("peer ").append(peer.publicKey()).append(' ').append(peer.allowedIps()).append(' ')
                    .append(withKeepalives ? peer.keepalive() : "").append(' ').append(peer.preshared()).append('\n');
        }
    }
}
