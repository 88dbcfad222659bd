// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.model.SshSettings;
import mesh.ssh.HostKey;
import mesh.ssh.HostKeyName;
import mesh.ssh.HostKeyScan;
import mesh.ssh.HostKeyVerdict;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshException;

/**
 * The first meeting with a host: what it shows, what is pinned, what may be pinned.
 *
 * @param name as {@code known_hosts} writes it
 * @param shown the keys the host has, the preferred kind first
 * @param knownHosts where keys are pinned
 */
public record HostKeyPinning(HostKeyName name, List<HostKey> shown, KnownHosts knownHosts) {
    public HostKeyPinning {
        shown = List.copyOf(shown);
    }

    /** Asks the host for its keys; trusts none of them. */
    public static HostKeyPinning ask(SshSettings target, KnownHosts knownHosts, HostKeyScan scan) throws SshException {
        return new HostKeyPinning(HostKeyName.of(target), scan.scan(target), knownHosts);
    }

    /** True when the host shows a key that is pinned for it, and none that is revoked. */
    public boolean pinned() {
        boolean revoked = shown.stream().anyMatch(key -> knownHosts.check(name, key) instanceof HostKeyVerdict.Revoked);
        return !revoked && shown.stream().anyMatch(key -> knownHosts.check(name, key) instanceof HostKeyVerdict.Known);
    }

    /**
     * Pins what the host shows: with a fingerprint only the key that has it, else all.
     *
     * @return the keys added
     * @throws MeshException with exit code 8 if no key has the fingerprint
     * @throws SshException if another key is pinned or a key is revoked
     */
    public List<HostKey> pin(Optional<String> fingerprint) throws IOException, SshException {
        List<HostKey> chosen = fingerprint
                .map(wanted -> shown.stream().filter(key -> key.fingerprint().equals(wanted)).toList()).orElse(shown);
        if (chosen.isEmpty()) {
            throw new MeshException(ExitCode.REFUSED,
                    name + " has no key with the fingerprint " + fingerprint.orElse(""),
                    "Nothing was pinned. Compare with 'ssh-keygen -l' on the host's console; somebody may be in between.");
        }
        return knownHosts.pin(name, chosen);
    }
}
