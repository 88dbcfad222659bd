// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.key.PublicKey;
import mesh.spec.DeviceSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.KeysSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Each key belongs to one peer, and what is encrypted can be decrypted by somebody. */
final class KeyRules {
    private KeyRules() {}

    static void check(Draft draft, Problems problems) {
        Map<PublicKey, Located<PublicKey>> first = new HashMap<>();
        Stream.concat(draft.spec().devices().stream().map(DeviceSpec::publicKey).flatMap(Optional::stream),
                draft.spec().externals().stream().map(ExternalSpec::publicKey)).forEach(key -> {
                    Located<PublicKey> earlier = first.putIfAbsent(key.value(), key);
                    if (earlier != null) {
                        problems.error(ProblemId.DUPLICATE_PUBLIC_KEY, key,
                                "the key is already " + earlier.path() + " on " + earlier.position().lineText()
                                        + "; WireGuard knows peers by their keys",
                                "make a key pair for each device and write its public key");
                    }
                });
        checkRecipients(draft.spec().keys(), problems);
    }

    private static void checkRecipients(KeysSpec keys, Problems problems) {
        if (!keys.recipients().isEmpty()) {
            return;
        }
        String advice = "add 'recipients: [age1…]' with the output of age-keygen -y";
        keys.custody().filter(custody -> custody.value().equals("vault"))
                .ifPresent(custody -> problems.error(ProblemId.RECIPIENTS_MISSING, custody,
                        "private keys in the vault are encrypted, and nobody is named who can decrypt them", advice));
        keys.presharedEpoch().ifPresent(epoch -> problems.error(ProblemId.RECIPIENTS_MISSING, epoch,
                "the seed of preshared keys is encrypted, and nobody is named who can decrypt it", advice));
    }
}
