// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.plan.Change;

/**
 * A peer to be set on a running interface.
 *
 * @param peer with its key known
 * @param isNew false where a session may be going on
 * @param setsEndpoint false: it stays where the peer was heard last
 * @param setsPreshared false: it stays
 */
record PeerSetting(DesiredPeer peer, boolean isNew, boolean setsEndpoint, boolean setsPreshared) {
    /** Those of all changes, in their order. */
    static List<PeerSetting> of(List<Change> changes) {
        List<PeerSetting> settings = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.PeerAdd added) {
                settings.add(new PeerSetting(added.peer(), true, true, added.peer().presharedEpoch().isPresent()));
            } else if (change instanceof Change.PeerUpdate update) {
                settings.add(
                        new PeerSetting(update.after(), false, update.endpointChanged(), update.presharedChanged()));
            }
        }
        return settings;
    }

    /** @throws IllegalArgumentException if it is not known; such a host is not applied */
    PublicKey publicKey() {
        return peer.publicKey()
                .orElseThrow(() -> new IllegalArgumentException("the key of " + peer.name() + " is not known"));
    }

    boolean hasPreshared() {
        return peer.presharedEpoch().isPresent();
    }
}
