// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.KeyBirth;
import mesh.apply.KeyBirths;
import mesh.cli.flow.HostKeyPinning;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredHost;
import mesh.name.NodeName;
import mesh.ssh.ClientKeys;
import mesh.ssh.HostKey;
import mesh.ssh.HostKeyScan;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshException;
import mesh.ssh.SshTimeouts;
import mesh.ssh.Transport;
import mesh.vault.IdentityFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh bootstrap}: pins a host's SSH key, logs in, lets its WireGuard key be born. */
@Command(name = "bootstrap", mixinStandardHelpOptions = true, description = {
        "Meets a host for the first time: shows its SSH host key, pins it, logs in,",
        "and has the host make its WireGuard key. Configures nothing yet."})
final class BootstrapCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(paramLabel = "HOST", description = "A host of the spec.")
    private NodeName host = new NodeName("host");

    @Option(names = "--accept-host-key", description = "Pins the keys that the host shows, without asking.")
    private boolean acceptHostKey;

    @Option(names = "--fingerprint", paramLabel = "SHA256:…", description = "Pins the key with this fingerprint, as ssh-keygen -l prints it on the host.")
    private Optional<String> fingerprint = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    BootstrapCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SshException {
        Intent intent = mesh.intent();
        Selection.of(intent.mesh(), intent.desired(), List.of(host), List.of());
        DesiredHost target = intent.desired().hosts().stream().filter(known -> known.name().equals(host)).findFirst()
                .orElseThrow(() -> MeshException.error(host + " has left the spec", "Only hosts of the spec are met."));
        meet(target);
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            KeyBirth birth = new KeyBirths(transport, 1).run(List.of(new KeyBirths.Request(host, target.reach())))
                    .getFirst();
            return record(intent, birth);
        }
    }

    private void meet(DesiredHost target) throws IOException, SshException {
        KnownHosts knownHosts = KnownHosts.read(mesh.workspace().knownHosts());
        HostKeyScan scan = new HostKeyScan(knownHosts, ClientKeys.of(mesh.setting().environment()),
                SshTimeouts.DEFAULT);
        HostKeyPinning pinning = HostKeyPinning.ask(target.reach().ssh(), knownHosts, scan);
        Console console = mesh.console();
        console.out().println(host + " at " + pinning.name() + " shows:");
        pinning.shown().forEach(key -> console.out().println("  " + key));
        console.out().flush();
        if (pinning.pinned() && fingerprint.isEmpty()) {
            console.out().println("Its key is pinned.");
            return;
        }
        if (!acceptHostKey && fingerprint.isEmpty()) {
            askToPin(console);
        }
        List<HostKey> added = pinning.pin(fingerprint);
        console.out().println(added.isEmpty() ? "Its key is pinned." : "Pinned in known_hosts.");
    }

    private void askToPin(Console console) {
        boolean yes = console.canAsk() && console.ask(
                "Compare with 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' on its console.\nIs it the same? Only 'yes' is a yes: ")
                .equals(Optional.of("yes"));
        if (!yes) {
            throw new MeshException(ExitCode.REFUSED, "the host key of " + host + " is not pinned",
                    "Nothing was written. Compare it on the host's console, then run '"
                            + mesh.hint("bootstrap " + host) + " --fingerprint SHA256:…' or '--accept-host-key'.");
        }
    }

    private int record(Intent intent, KeyBirth birth) {
        return switch (birth) {
            case KeyBirth.Failed failed -> throw new MeshException(failed.refused() ? ExitCode.REFUSED : ExitCode.ERROR,
                    host + ": " + failed.reason(), "");
            case KeyBirth.Born born -> {
                IdentityFile identity = IdentityFile.locate(Optional.empty(), mesh.setting().environment());
                new KeyMaker(mesh.setting(), mesh.workspace(), identity).recordBirths(intent, List.of(born))
                        .save(mesh.workspace());
                mesh.console().out().println("Login works. Public key " + born.publicKey() + " is in "
                        + mesh.workspace().lockName() + ".");
                yield ExitCode.OK.value();
            }
        };
    }
}
