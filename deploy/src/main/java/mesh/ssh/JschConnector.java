// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.time.Duration;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;

import mesh.model.SshSettings;

/**
 * The steps of a JSch login: bytes first, then key exchange and host key, then the login. Each connection has a JSch of
 * its own, so that connections share nothing. A jump host is logged in to like any host, its key verified too.
 */
final class JschConnector {
    private static final Duration KEEPALIVE = Duration.ofSeconds(15);
    private static final int KEEPALIVES_LOST = 3;

    private final KnownHosts knownHosts;
    private final ClientKeys keys;
    private final SshTimeouts timeouts;

    JschConnector(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
        this.knownHosts = knownHosts;
        this.keys = keys;
        this.timeouts = timeouts;
    }

    /** The sshd that is dialled first: the jump host's, or the target's own. */
    static HostKeyName firstHop(SshSettings target) {
        return target.jump().map(HostKeyName::of).orElse(HostKeyName.of(target));
    }

    SshTimeouts timeouts() {
        return timeouts;
    }

    /** @param held gets whatever must be closed with the session */
    Session login(SshSettings target, ReleaseList held) throws SshException {
        HostKeyName name = HostKeyName.of(target);
        OfferedKeys offered = KeyOffer.collect(keys, target.identityFiles());
        return login(reach(target, held), name, target.user().text(), offered, held);
    }

    /** Bytes to the target's sshd, through its jump host if it has one. */
    Wire reach(SshSettings target, ReleaseList held) throws SshException {
        HostKeyName name = HostKeyName.of(target);
        if (target.jump().isEmpty()) {
            return tcp(name, held);
        }
        SshSettings.Jump jump = target.jump().get();
        HostKeyName jumpName = HostKeyName.of(jump);
        OfferedKeys offered = KeyOffer.collect(keys, target.identityFiles());
        Session session = login(tcp(jumpName, held), jumpName, jump.user().text(), offered, held);
        return through(session, jumpName, name, held);
    }

    /**
     * Key exchange and, with keys to offer, the login.
     *
     * @throws JSchException also where a hostile server makes JSch stumble
     */
    Session handshake(Wire wire, String user, HostKeyRepository hostKeys, String algorithms, IdentityRepository offered)
            throws JSchException {
        Session session = new JSch().getSession(user, "host", 22);
        session.setProxy(wire);
        session.setHostKeyRepository(hostKeys);
        session.setIdentityRepository(offered);
        session.setThreadFactory(Thread.ofVirtual().name("mesh-ssh-session").factory());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("host_certificate_to_key_fallback", "no");
        session.setConfig("prefer_known_host_key_types", "no");
        session.setConfig("server_host_key", algorithms);
        session.setConfig("PreferredAuthentications", "publickey");
        session.setServerAliveInterval((int) KEEPALIVE.toMillis());
        session.setServerAliveCountMax(KEEPALIVES_LOST);
        try {
            session.connect((int) timeouts.login().toMillis());
        } catch (RuntimeException misled) {
            throw new JSchException("the server sends what is not SSH", misled);
        }
        return session;
    }

    private Session login(Wire wire, HostKeyName name, String user, OfferedKeys offered, ReleaseList held)
            throws SshException {
        PinnedHostKeys hostKeys = new PinnedHostKeys(name, knownHosts);
        try {
            Session session = handshake(wire, user, hostKeys, hostKeys.algorithms(), offered);
            held.add(session::disconnect);
            return session;
        } catch (JSchException failed) {
            throw hostKeys.refusal()
                    .orElseGet(() -> JschFailure.of(failed, user + "@" + name, offered.description(), wire));
        }
    }

    private Wire tcp(HostKeyName name, ReleaseList held) throws SshException {
        try {
            Wire wire = Wire.over(TcpConnection.open(name, timeouts.connect()));
            held.add(wire::close);
            return wire;
        } catch (IOException broken) {
            throw new SshException(SshException.Reason.UNREACHABLE, name + ": the connection broke at once");
        }
    }

    private Wire through(Session jump, HostKeyName jumpName, HostKeyName name, ReleaseList held) throws SshException {
        BytePipe received = new BytePipe();
        held.add(received::close);
        try {
            ChannelDirectTCPIP channel = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
            channel.setHost(name.host().toString());
            channel.setPort(name.port().number());
            channel.setOutputStream(received.output());
            channel.connect((int) timeouts.connect().toMillis());
            return Wire.over(channel, received);
        } catch (JSchException | IOException refused) {
            throw new SshException(SshException.Reason.UNREACHABLE, "cannot reach " + name + " through " + jumpName
                    + ": no answer there, or the jump host forbids forwarding (AllowTcpForwarding)");
        }
    }
}
