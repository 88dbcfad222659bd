// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;

import mesh.model.SshSettings;

import org.jspecify.annotations.Nullable;

/**
 * Asks an sshd for its host keys without trusting them: one key exchange for each kind of key, each ended before any
 * login. The server proves that it holds the key it shows; whether it is the right server is for people to compare.
 */
public final class HostKeyScan {
    private static final List<String> KINDS = List.of("ssh-ed25519",
            "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521", "rsa-sha2-512,rsa-sha2-256");

    private final JschConnector connector;
    private final ConnectGate gate = new ConnectGate();

    /** @param knownHosts must know the jump host, where a target has one: it is logged in to */
    public HostKeyScan(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
        this.connector = new JschConnector(knownHosts, keys, timeouts);
    }

    /**
     * @return the keys shown, the preferred kind first; never empty
     * @throws SshException if the host cannot be reached or shows no key of a known kind
     */
    public List<HostKey> scan(SshSettings target) throws SshException {
        List<HostKey> found = new ArrayList<>();
        for (String kind : KINDS) {
            gate.pass(JschConnector.firstHop(target), () -> attempt(target, kind)).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw new SshException(SshException.Reason.PROTOCOL,
                    HostKeyName.of(target) + " has no ed25519, ecdsa or rsa host key");
        }
        return List.copyOf(found);
    }

    /** How a target's jump host is itself scanned: its key must be pinned before anything behind it can be. */
    public static Optional<SshSettings> jumpOf(SshSettings target) {
        return target.jump().map(jump -> new SshSettings(jump.host(), jump.port(), jump.user(),
                SshSettings.Become.NONE, Optional.empty(), target.identityFiles()));
    }

    private Optional<HostKey> attempt(SshSettings target, String kind) throws SshException {
        ReleaseList held = new ReleaseList();
        SshException tooSlow = JschFailure.tooSlow(HostKeyName.of(target).toString());
        try {
            return TimeLimit.run(connector.timeouts().login(), () -> ask(target, kind, held), held::release, tooSlow);
        } finally {
            held.release();
        }
    }

    private Optional<HostKey> ask(SshSettings target, String kind, ReleaseList held) throws SshException {
        Wire wire = connector.reach(target, held);
        Listener listener = new Listener();
        try {
            connector.handshake(wire, target.user().text(), listener, kind, new OfferedKeys(List.of(), "nothing"));
            throw new IllegalStateException("a host key was trusted that nobody pinned");
        } catch (JSchAlgoNegoFailException noneOfThisKind) {
            return Optional.empty();
        } catch (JSchException aborted) {
            HostKey shown = listener.shown;
            if (shown == null) {
                throw JschFailure.of(aborted, HostKeyName.of(target).toString(), "nothing", wire);
            }
            return Optional.of(shown);
        }
    }

    /** Notes the key and trusts none. */
    private static final class Listener extends ReadOnlyHostKeys {
        private volatile @Nullable HostKey shown;

        @Override
        public int check(String host, byte[] key) {
            shown = HostKey.ofBlob(key);
            return NOT_INCLUDED;
        }
    }
}
