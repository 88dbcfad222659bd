// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;

import mesh.apply.FleetReader;
import mesh.cli.run.Setting;
import mesh.cli.workspace.Workspace;
import mesh.ssh.ClientKeys;
import mesh.ssh.JschTransport;
import mesh.ssh.KeptSessions;
import mesh.ssh.KnownHosts;
import mesh.ssh.OpenSshTransport;
import mesh.ssh.SshTimeouts;
import mesh.ssh.Transport;
import picocli.CommandLine.Option;

/** How hosts are reached: options that all commands with SSH share. */
final class ConnectionOptions {
    /** Who carries the connections. */
    enum Client {
        JSCH, OPENSSH
    }

    @Option(names = "--ssh", paramLabel = "CLIENT", defaultValue = "jsch", description = "jsch: built in (default). openssh: your own ssh, with its security keys and configuration.")
    private Client client = Client.JSCH;

    @Option(names = "--parallelism", paramLabel = "N", defaultValue = "10", description = "Hosts at the same time. Default: ${DEFAULT-VALUE}.")
    private int parallelism = 10;

    int parallelism() {
        return Math.max(1, parallelism);
    }

    /** @throws IOException if {@code known_hosts} cannot be read */
    Transport open(Setting setting, Workspace workspace) throws IOException {
        KnownHosts knownHosts = KnownHosts.read(workspace.knownHosts());
        ClientKeys keys = ClientKeys.of(setting.environment());
        return new KeptSessions(switch (client) {
            case JSCH -> new JschTransport(knownHosts, keys, SshTimeouts.DEFAULT);
            case OPENSSH -> new OpenSshTransport("ssh", knownHosts, keys, SshTimeouts.DEFAULT);
        });
    }

    FleetReader reader(Transport transport) {
        return new FleetReader(transport, parallelism());
    }
}
