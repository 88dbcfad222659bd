// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.apply.KeyBirth;
import mesh.apply.KeyBirths;
import mesh.key.PublicKey;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;
import mesh.vault.AgeException;

/** Sees to it that the key exists that a host will switch to, on the host or in the vault, and that the lock knows it. */
final class NextKeys {
    private final RotationTools tools;

    NextKeys(RotationTools tools) {
        this.tools = tools;
    }

    /** The intent whose lock knows the next key of {@code host}; absent, and said, where there is none. */
    Optional<Intent> make(Intent intent, NodeName host) throws IOException, AgeException, InterruptedException {
        return intent.mesh().keys().custody() == Custody.VAULT
                ? Optional.of(tools.keys().makeNext(intent, host))
                : onHost(intent, host);
    }

    /** The host is asked each time: it keeps a next key that it has, and makes another for one that it lost. */
    private Optional<Intent> onHost(Intent intent, NodeName host) throws InterruptedException {
        Reach reach = intent.lock().node(host).flatMap(LockedNode::reach).orElseThrow();
        KeyBirth birth = tools.births().runNext(List.of(new KeyBirths.Request(host, reach))).getFirst();
        return switch (birth) {
            case KeyBirth.Born born -> Optional.of(record(intent, host, born.publicKey()));
            case KeyBirth.Failed failed -> {
                tools.say().accept(host + ": keeps its key: it made no other (" + failed.reason() + ")");
                yield Optional.empty();
            }
        };
    }

    private Intent record(Intent intent, NodeName host, PublicKey next) {
        Optional<PublicKey> known = intent.lock().node(host).flatMap(LockedNode::key).flatMap(LockedKey::next);
        if (known.equals(Optional.of(next))) {
            return intent;
        }
        tools.say().accept(host + ": its next key is made on the host: " + next);
        return intent.with(intent.lock().withNextKey(host, next));
    }
}
