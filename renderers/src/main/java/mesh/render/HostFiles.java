// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.files.Activation;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.RenderedHost;
import mesh.key.PublicKey;

/** A format's texts joined by the key files they refer to. */
final class HostFiles {
    private HostFiles() {}

    /**
     * All files of {@code host}, sorted by path.
     *
     * @param texts the format's own
     * @param keyMode permission bits of the key files
     * @param keyGroup who besides root may read the key files, by {@code keyMode}
     */
    static RenderedHost of(DesiredHost host, List<HostFile> texts, int keyMode, String keyGroup,
            Activation activation) {
        HostLayout layout = new HostLayout(host.iface().name());
        PublicKey own = host.iface().publicKey().orElseThrow();
        List<HostFile> files = new ArrayList<>(texts);
        files.add(new HostFile(layout.privateKey(), keyMode, keyGroup, new FileContent.PrivateKey(own)));
        for (DesiredPeer peer : host.peers()) {
            Optional<Integer> epoch = peer.presharedEpoch();
            if (epoch.isPresent()) {
                files.add(new HostFile(layout.presharedKey(peer.label()), keyMode, keyGroup,
                        new FileContent.PresharedKey(own, peer.publicKey().orElseThrow(), epoch.get())));
            }
        }
        files.sort(Comparator.comparing(HostFile::path));
        return new RenderedHost(host.name(), files, activation);
    }
}
