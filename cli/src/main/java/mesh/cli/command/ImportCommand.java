// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

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
import mesh.cli.flow.ConfigFolder;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.ImportView;
import mesh.cli.workspace.Workspace;
import mesh.config.ConfigFile;
import mesh.lock.LockCodec;
import mesh.name.MeshName;
import mesh.net.InterfaceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh import}: a spec and a lock of interfaces that somebody set up by hand. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Writes spec and lock of a mesh that was set up by hand, and says what they cannot say.",
        "Reads files of wg-quick, systemd-networkd and OpenBSD, 'wg showconf' and 'wg show dump'",
        "output, and the database of wg-meshconf. Private keys are read and never kept."})
final class ImportCommand implements Callable<Integer> {
    private final MeshCommand mesh;

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

    ImportCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Workspace workspace = workspace();
        refuseExisting(workspace);
        List<ConfigFile> files = from.stream().map(path -> mesh.setting().directory().resolve(path))
                .flatMap(path -> ConfigFolder.read(path).stream()).toList();
        FoundFiles found = FoundFiles.of(files);
        List<FoundHost> hosts = found.hosts();
        if (hosts.isEmpty()) {
            throw MeshException.error("no configuration of WireGuard was found",
                    "Name folders or files with '--from': wg0.conf, wg0.netdev, hostname.wg0, output of wg showconf.");
        }
        AdoptedMesh adopted = Adoption.adopt(hosts, settings(workspace, hosts)).with(found.remarks());
        PrintWriter stream = mesh.console().out();
        if (dryRun) {
            stream.print(adopted.spec());
            new ImportView(mesh.console().errPalette()).remarks(adopted, mesh.console().err());
            return ExitCode.OK.value();
        }
        write(workspace, adopted);
        stream.println("Wrote " + workspace.specName() + " and " + workspace.lockName() + ": "
                + ImportView.counts(adopted) + ".");
        new ImportView(mesh.console().outPalette()).remarks(adopted, stream);
        mesh.console().note("Next: check how mesh logs in (ssh), then '" + mesh.hint("plan") + "'.");
        return ExitCode.OK.value();
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
                interfaceName.orElseGet(() -> Adoption.usualInterface(hosts)), recipients, mesh.setting().today());
    }

    private static void write(Workspace workspace, AdoptedMesh adopted) {
        workspace.makeDirectory();
        Workspace.save(workspace.spec(), adopted.spec());
        Workspace.save(workspace.lock(), LockCodec.write(adopted.lock()));
    }
}
