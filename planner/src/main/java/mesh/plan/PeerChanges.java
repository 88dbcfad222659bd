// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.AppliedFiles;
import mesh.live.LiveHost;
import mesh.live.LivePeer;
import mesh.net.Cidr;

/** What changes among the peers of one host. A peer is its key: another key is another peer. */
final class PeerChanges {
    private final DesiredHost host;
    private final LiveHost live;
    private final PeerNames names;
    private final FileChanges files;
    private final RecordedEndpoints recorded;
    private final Map<PublicKey, LivePeer> running = new HashMap<>();

    PeerChanges(DesiredHost host, LiveHost live, PeerNames names, FileChanges files) {
        this.host = host;
        this.live = live;
        this.names = names;
        this.files = files;
        this.recorded = new RecordedEndpoints(live.files());
        live.iface().ifPresent(iface -> iface.peers().forEach(peer -> running.put(peer.publicKey(), peer)));
    }

    List<Change> added() {
        List<Change> changes = new ArrayList<>();
        host.peers().stream().filter(peer -> runningAs(peer).isEmpty())
                .forEach(peer -> changes.add(new Change.PeerAdd(peer)));
        return changes;
    }

    List<Change> updated() {
        List<Change> changes = new ArrayList<>();
        for (DesiredPeer peer : host.peers()) {
            runningAs(peer).flatMap(before -> update(peer, before)).ifPresent(changes::add);
        }
        return changes;
    }

    List<Change> removed() {
        Map<PublicKey, LivePeer> left = new HashMap<>(running);
        host.peers().forEach(peer -> peer.publicKey().ifPresent(left::remove));
        if (left.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        RecordedNames recordedNames = new RecordedNames(AppliedFiles.of(live).intactTexts());
        live.iface().ifPresent(iface -> iface.peers().stream().filter(peer -> left.containsKey(peer.publicKey()))
                .forEach(peer -> changes.add(new Change.PeerRemove(
                        names.of(peer).or(() -> recordedNames.of(peer.publicKey())), peer.publicKey()))));
        return changes;
    }

    private Optional<LivePeer> runningAs(DesiredPeer peer) {
        return peer.publicKey().flatMap(key -> Optional.ofNullable(running.get(key)));
    }

    private Optional<Change> update(DesiredPeer after, LivePeer before) {
        List<Cidr> added = after.allowedIps().stream().filter(ip -> !before.allowedIps().contains(ip)).toList();
        List<Cidr> removed = before.allowedIps().stream().filter(ip -> !after.allowedIps().contains(ip)).toList();
        boolean endpoint = recorded.mustChange(after, before);
        boolean keepalive = after.configuredKeepalive().filter(wanted -> !wanted.equals(before.keepalive()))
                .isPresent();
        boolean preshared = after.presharedEpoch().isPresent() != before.preshared() || files.writesPresharedKey(after);
        if (added.isEmpty() && removed.isEmpty() && !endpoint && !keepalive && !preshared) {
            return Optional.empty();
        }
        return Optional.of(new Change.PeerUpdate(after, before, added, removed, endpoint, keepalive, preshared));
    }
}
