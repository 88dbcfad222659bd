// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.adopt.AdoptedMesh;
import mesh.adopt.Adoption;
import mesh.adopt.AdoptionSettings;
import mesh.adopt.FoundFiles;
import mesh.adopt.FoundHost;
import mesh.apply.FleetSurvey;
import mesh.cli.flow.ConfigFolder;
import mesh.cli.flow.HostSurveys;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.ImportView;
import mesh.cli.workspace.Workspace;
import mesh.lock.LockCodec;
import mesh.model.SshSettings;
import mesh.name.MeshName;
import mesh.net.InterfaceName;
import mesh.spec.SshAddress;
import mesh.ssh.SshException;
import mesh.ssh.Transport;
import mesh.value.ValueFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh import}: a spec and a lock of interfaces that somebody set up by hand. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Writes spec and lock of a mesh that was set up by hand, and says what they cannot say.",
        "Asks running hosts, or reads files: wg-quick, systemd-networkd, OpenBSD, output of",
        "'wg showconf' and 'wg show dump', the database of wg-meshconf. Private keys stay where",
        "they are. Changes no host."})
final class ImportCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..*", paramLabel = "HOST", description = "A running host: HOST, USER@HOST or USER@HOST:PORT. Without a user, root.")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--from", paramLabel = "PATH", description = "A folder or file to read; may be given several times.")
    private List<Path> from = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Where spec and lock are written. Default: where -f says.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "The mesh's name. Default: the directory's.")
    private Optional<MeshName> name = Optional.empty();

    @Option(names = "--interface", paramLabel = "NAME", description = "The interface to read where hosts have several. Default: what most have.")
    private Optional<InterfaceName> interfaceName = Optional.empty();

    @Option(names = "--recipient", paramLabel = "AGE", description = "Who can decrypt the seed of preshared keys: pairs that have one get another, derived by mesh.")
    private List<String> recipients = new ArrayList<>();

    @Option(names = "--dry-run", description = "Prints the spec and writes nothing.")
    private boolean dryRun;

    @Option(names = "--force", description = "Writes over a spec and lock that are there.")
    private boolean force;

    @Option(names = "--accept-host-key", description = "Pins the SSH keys that hosts show, without asking.")
    private boolean acceptHostKey;

    @Option(names = "--ssh-identity", paramLabel = "FILE", description = "Private key file for SSH. Default: agent and usual files.")
    private List<String> identityFiles = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ImportCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SshException {
        Workspace workspace = workspace();
        refuseExisting(workspace);
        FoundFiles files = FoundFiles.of(from.stream().map(path -> mesh.setting().directory().resolve(path))
                .flatMap(path -> ConfigFolder.read(path).stream()).toList());
        List<FoundHost> hosts = new ArrayList<>(running(workspace));
        hosts.addAll(files.hosts());
        if (hosts.isEmpty()) {
            throw MeshException.error("no configuration of WireGuard was found",
                    "Name running hosts, or folders or files with '--from': wg0.conf, wg0.netdev, hostname.wg0, output of"
                            + " wg showconf.");
        }
        AdoptedMesh adopted = Adoption.adopt(hosts, settings(workspace, hosts)).with(files.remarks());
        PrintWriter stream = mesh.console().out();
        if (dryRun) {
            stream.print(adopted.spec());
            stream.flush();
            new ImportView(mesh.console().errPalette()).remarks(adopted, mesh.console().err());
            return ExitCode.OK.value();
        }
        write(workspace, adopted);
        stream.println("Wrote " + workspace.specName() + " and " + workspace.lockName() + ": "
                + ImportView.counts(adopted) + ".");
        new ImportView(mesh.console().outPalette()).remarks(adopted, stream);
        stream.flush();
        mesh.console().note("Next: " + (addresses.isEmpty() ? "check how mesh logs in (ssh), then " : "") + "'"
                + mesh.hint("plan") + "'.");
        return ExitCode.OK.value();
    }

    /** Host keys are pinned beside the spec that is to be written. */
    private List<FoundHost> running(Workspace workspace) throws IOException, InterruptedException, SshException {
        if (addresses.isEmpty()) {
            return List.of();
        }
        List<SshSettings> targets = new ArrayList<>();
        for (String address : addresses) {
            targets.add(HostSurveys.settings(address(address), identityFiles));
        }
        workspace.makeDirectory();
        for (SshSettings target : targets) {
            new FirstMeeting(mesh, workspace, target.host().toString(), "import").pin(target, acceptHostKey,
                    Optional.empty());
        }
        try (Transport transport = connection.open(mesh.setting(), workspace)) {
            return HostSurveys.ask(new FleetSurvey(transport, connection.parallelism()), targets, interfaceName);
        }
    }

    private static SshAddress address(String text) {
        try {
            return SshAddress.parse(text);
        } catch (ValueFormatException bad) {
            throw new MeshException(ExitCode.USAGE, String.valueOf(bad.getMessage()),
                    "Write HOST, USER@HOST or USER@HOST:PORT.");
        }
    }

    private Workspace workspace() {
        Workspace own = mesh.workspace();
        return out.map(folder -> Workspace.of(mesh.setting().directory(),
                folder.resolve(String.valueOf(own.spec().getFileName())).toString())).orElse(own);
    }

    private void refuseExisting(Workspace workspace) {
        if (dryRun || force) {
            return;
        }
        for (Path file : List.of(workspace.spec(), workspace.lock())) {
            if (Files.exists(file)) {
                throw MeshException.error(file.getFileName() + " exists already",
                        "Write elsewhere with '--out DIR', look first with '--dry-run', or write over it with '--force'.");
            }
        }
    }

    private AdoptionSettings settings(Workspace workspace, List<FoundHost> hosts) {
        return new AdoptionSettings(
                name.or(() -> Adoption.writtenMesh(hosts)).orElseGet(() -> FirstName.of(workspace)),
                interfaceName.orElseGet(() -> Adoption.usualInterface(hosts)), recipients, identityFiles,
                mesh.setting().today());
    }

    private static void write(Workspace workspace, AdoptedMesh adopted) {
        workspace.makeDirectory();
        Workspace.save(workspace.spec(), adopted.spec());
        Workspace.save(workspace.lock(), LockCodec.write(adopted.lock()));
    }
}
