// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import mesh.model.SshSettings;

/**
 * SSH inside this program, by JSch. Host keys are checked against {@link KnownHosts} and nothing else; logins are by
 * public key only; nothing of {@code ssh_config} is read. Security keys (FIDO) and host certificates need
 * {@link OpenSshTransport}.
 */
public final class JschTransport implements Transport {
    private final JschConnector connector;
    private final ConnectGate gate = new ConnectGate();

    public JschTransport(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
        this.connector = new JschConnector(knownHosts, keys, timeouts);
    }

    @Override
    public SshSession open(SshSettings target) throws SshException {
        return gate.pass(JschConnector.firstHop(target), () -> attempt(target));
    }

    private SshSession attempt(SshSettings target) throws SshException {
        ReleaseList held = new ReleaseList();
        String login = target.user() + "@" + HostKeyName.of(target);
        boolean opened = false;
        try {
            SshSession session = TimeLimit.run(connector.timeouts().login(),
                    () -> new JschSession(connector.login(target, held), held, login), held::release,
                    JschFailure.tooSlow(login));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                held.release();
            }
        }
    }
}
