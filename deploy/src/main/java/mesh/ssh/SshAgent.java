// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.SSHAgentConnector;

/**
 * An ssh-agent.
 *
 * @param socket on which it listens, if it does
 */
public record SshAgent(Path socket) {

    /** How many keys it would sign with, 0 while it is locked; absent where nobody answers. */
    public Optional<Integer> keys() {
        try {
            return identities().map(List::size);
        } catch (AgentProxyException unusable) {
            return Optional.empty();
        }
    }

    /** Absent where nobody answers. */
    Optional<List<Identity>> identities() throws AgentProxyException {
        SSHAgentConnector connector = new SSHAgentConnector(socket);
        if (!connector.isAvailable()) {
            return Optional.empty();
        }
        Vector<Identity> found = new AgentIdentityRepository(connector).getIdentities();
        return Optional.of(List.copyOf(found));
    }
}
