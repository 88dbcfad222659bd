// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * JSch's question "is this the host's key?", answered from {@link KnownHosts} for one connection. It remembers what was
 * shown, so that the refusal can name it.
 */
final class PinnedHostKeys extends ReadOnlyHostKeys {
    /** Those without certificates and without SHA-1, the preferred first. */
    private static final List<String> ALGORITHMS = List.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256");

    private final HostKeyName name;
    private final KnownHosts knownHosts;
    private volatile @Nullable HostKey shown;

    PinnedHostKeys(HostKeyName name, KnownHosts knownHosts) {
        this.name = name;
        this.knownHosts = knownHosts;
    }

    /** What to offer to the server: algorithms of pinned keys first, so that it shows a key that can be checked. */
    String algorithms() {
        Set<String> ordered = new LinkedHashSet<>();
        for (KnownHostsLine line : knownHosts.pinned(name)) {
            for (String algorithm : ALGORITHMS) {
                if (typeOf(algorithm).equals(line.key().type())) {
                    ordered.add(algorithm);
                }
            }
        }
        ordered.addAll(ALGORITHMS);
        return String.join(",", ordered);
    }

    /** Why the connection may not go on; empty when no key was shown or the key is the pinned one. */
    Optional<SshException> refusal() {
        HostKey key = shown;
        if (key == null) {
            return Optional.empty();
        }
        HostKeyVerdict verdict = knownHosts.check(name, key);
        return verdict instanceof HostKeyVerdict.Known
                ? Optional.empty()
                : Optional.of(HostKeyRefusal.of(name, key, verdict, knownHosts));
    }

    @Override
    public int check(String host, byte[] key) {
        HostKey parsed = HostKey.ofBlob(key);
        shown = parsed;
        return switch (knownHosts.check(name, parsed)) {
            case HostKeyVerdict.Known known -> OK;
            case HostKeyVerdict.Unknown unknown -> NOT_INCLUDED;
            case HostKeyVerdict.Changed changed -> CHANGED;
            case HostKeyVerdict.Revoked revoked -> CHANGED;
        };
    }

    private static String typeOf(String algorithm) {
        return algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
    }
}
