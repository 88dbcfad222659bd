// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.key.PublicKey;
import mesh.lock.Lockfile;
import mesh.lock.Tombstone;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;
import mesh.vault.AgeException;
import mesh.vault.IdentityFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh lock}: records addresses and ports for what the spec leaves open. Contacts no host; makes the keys that the vault lacks. */
@Command(name = "lock", mixinStandardHelpOptions = true, description = "Writes the decisions that must not move, such as addresses, to the lock.")
final class LockCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--check", description = "Writes nothing; ends with 3 when the lock is out of date.")
    private boolean check;

    @Option(names = "--release", paramLabel = "NAME", description = "Forgets a removed host or device, so that its addresses may be given to others.")
    private Optional<NodeName> release = Optional.empty();

    @Option(names = "--force", description = "With --release: also for a host that still carries the mesh's configuration and is gone for good.")
    private boolean force;

    @Option(names = "--key", paramLabel = "HOST=KEY", description = "Records the WireGuard public key that the enrolment of a host with 'pull' printed; may be given several times.")
    private Map<NodeName, String> enrolled = new LinkedHashMap<>();

    LockCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, AgeException {
        Console console = mesh.console();
        Workspace workspace = mesh.workspace();
        Intent intent = Intent.read(workspace, mesh.setting().today());
        Intent kept = release.map(name -> intent.with(released(intent.lock(), name))).orElse(intent);
        Intent wanted = kept.with(enrolled(kept));
        KeyMaker keys = new KeyMaker(mesh.setting(), workspace,
                IdentityFile.locate(Optional.empty(), mesh.setting().environment()));
        boolean keysMissing = keys.vaultIncomplete(wanted);
        if (!wanted.lockOutOfDate() && !keysMissing) {
            console.out().println(workspace.lockName() + " is up to date.");
            return ExitCode.OK.value();
        }
        wanted.update().notes().forEach(console.out()::println);
        if (check) {
            console.note(workspace.lockName() + " is out of date; '" + mesh.hint("lock") + "' writes it.");
            return ExitCode.INVALID.value();
        }
        keys.fillVault(wanted).save(workspace);
        if (keysMissing) {
            console.out().println("Wrote new keys to " + workspace.directory().relativize(workspace.keys()) + "/.");
        }
        console.out().println("Wrote " + workspace.lockName() + ".");
        return ExitCode.OK.value();
    }

    private Lockfile enrolled(Intent intent) {
        Lockfile lock = intent.lock();
        for (Map.Entry<NodeName, String> entry : enrolled.entrySet()) {
            NodeName name = entry.getKey();
            if (intent.mesh().hosts().stream().noneMatch(host -> host.name().equals(name) && host.pull().isPresent())) {
                throw MeshException.error(name + " is no host that pulls",
                        "mesh apply asks all others for their keys.");
            }
            try {
                lock = lock.withKey(name, PublicKey.parse(entry.getValue()), mesh.setting().today());
            } catch (ValueFormatException wrong) {
                throw new MeshException(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "");
            }
        }
        return lock;
    }

    private Lockfile released(Lockfile lock, NodeName name) {
        if (!lock.removed().containsKey(name)) {
            throw MeshException.error("nothing called " + name + " was removed from the mesh",
                    lock.removed().isEmpty()
                            ? "The lock keeps no addresses of removed nodes."
                            : "Removed so far: "
                                    + String.join(", ", lock.removed().keySet().stream().map(NodeName::text).toList())
                                    + ".");
        }
        if (!force && lock.removed().get(name) instanceof Tombstone grave && grave.pending().isPresent()) {
            throw MeshException.error(
                    name + " still carries the mesh's configuration, and the lock alone knows where it is",
                    "'" + mesh.hint("apply") + "' cleans it. If the machine is gone for good, add --force.");
        }
        return lock.release(name);
    }
}
