// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.cli.flow.HostKeyPinning;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.model.SshSettings;
import mesh.name.NodeName;
import mesh.ssh.ClientKeys;
import mesh.ssh.HostKey;
import mesh.ssh.HostKeyScan;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshException;
import mesh.ssh.SshTimeouts;

/** Shows a host's SSH keys and pins them when somebody vouches for them. */
final class FirstMeeting {
    private final MeshCommand mesh;
    private final Workspace workspace;
    private final String host;
    private final String command;

    FirstMeeting(MeshCommand mesh, NodeName host) {
        this(mesh, mesh.workspace(), host.text(), "bootstrap " + host);
    }

    /**
     * @param workspace where keys are pinned
     * @param command in which the user can vouch
     */
    FirstMeeting(MeshCommand mesh, Workspace workspace, String host, String command) {
        this.mesh = mesh;
        this.workspace = workspace;
        this.host = host;
        this.command = command;
    }

    /**
     * @param accepted true: the user vouches for what the host shows
     * @param fingerprint of the one key the user vouches for
     * @throws MeshException with exit code 8 if nobody vouches
     */
    void pin(SshSettings target, boolean accepted, Optional<String> fingerprint) throws IOException, SshException {
        KnownHosts knownHosts = KnownHosts.read(workspace.knownHosts());
        HostKeyScan scan = new HostKeyScan(knownHosts, ClientKeys.of(mesh.setting().environment()),
                SshTimeouts.DEFAULT);
        HostKeyPinning pinning = HostKeyPinning.ask(target, knownHosts, scan);
        Console console = mesh.console();
        console.out().println(host + " at " + pinning.name() + " shows:");
        pinning.shown().forEach(key -> console.out().println("  " + key));
        console.out().flush();
        if (pinning.pinned() && fingerprint.isEmpty()) {
            console.out().println("Its key is pinned.");
            return;
        }
        if (!accepted && fingerprint.isEmpty()) {
            ask(console);
        }
        List<HostKey> added = pinning.pin(fingerprint);
        console.out().println(added.isEmpty() ? "Its key is pinned." : "Pinned in known_hosts.");
    }

    private void ask(Console console) {
        String question = "Compare with 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' on its console.\n"
                + "Is it the same? Only 'yes' is a yes: ";
        if (!console.canAsk() || !console.ask(question).equals(Optional.of("yes"))) {
            throw new MeshException(ExitCode.REFUSED, "the host key of " + host + " is not pinned",
                    "Nothing was written. Compare it on the host's console, then run '"
                            + mesh.hint(command)
                            + (command.startsWith("bootstrap") ? " --fingerprint SHA256:…' or '" : " ")
                            + "--accept-host-key'.");
        }
    }
}
