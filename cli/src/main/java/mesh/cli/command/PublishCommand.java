// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.apply.SecretUnavailableException;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.flow.PublishRun;
import mesh.cli.flow.VaultCheck;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Words;
import mesh.host.EnrolProgram;
import mesh.host.PullTerms;
import mesh.model.Host;
import mesh.model.Pull;
import mesh.name.NodeName;
import mesh.pull.BundleSigner;
import mesh.pull.BundleSigner.SigningException;
import mesh.vault.AgeException;
import mesh.vault.IdentityFile;
import mesh.vault.KeyVault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh publish}: bundles for hosts that fetch their changes by themselves. Contacts nobody. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = {
        "Writes a bundle for every host with 'pull' to DIR, sealed to the host and signed; contacts nobody.",
        "With --enrol, prints the program by which a host becomes one that pulls; its owner runs it there."})
final class PublishCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 400;

    private final MeshCommand mesh;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to write HOST.bundle; made if missing.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--sign-key", paramLabel = "FILE", required = true, description = "SSH key that bundles are signed with: a private key, or the .pub file of one that the agent has.")
    private Path signKey = Path.of("");

    @Option(names = "--valid-for", paramLabel = "DAYS", defaultValue = "30", description = "Days after which hosts take a bundle no more. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--enrol", paramLabel = "HOST", description = "Prints the enrolment program of this host instead.")
    private Optional<NodeName> enrol = Optional.empty();

    @Mixin
    private IdentityOption identity = new IdentityOption();

    PublishCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, AgeException {
        if (directory.isPresent() == enrol.isPresent()) {
            throw new MeshException(ExitCode.USAGE, "either DIR or --enrol HOST is expected", "");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new MeshException(ExitCode.USAGE, "--valid-for is " + days + "; it is from 1 to " + MOST_DAYS, "");
        }
        Intent intent = mesh.intent();
        BundleSigner signer = new BundleSigner(mesh.setting().directory().resolve(signKey));
        String signers = signers(signer);
        if (enrol.isPresent()) {
            printEnrolment(intent, enrol.get(), signers);
            return ExitCode.OK.value();
        }
        if (intent.lockOutOfDate()) {
            throw MeshException.error(mesh.workspace().lockName() + " is out of date",
                    "Nothing was written. Run '" + mesh.hint("lock") + "' first.");
        }
        return publish(intent, signer, signers).value();
    }

    /** All keys that hosts trust: those of {@code mesh.signers} where it is there. */
    private String signers(BundleSigner signer) throws IOException {
        Path file = mesh.workspace().directory().resolve("mesh.signers");
        Path own = signer.publicFile();
        if (!Files.exists(own) || !own.toString().endsWith(".pub")) {
            throw MeshException.error("the public half of " + signKey + " is not to be found",
                    "It stands beside the key, as " + signKey + ".pub: 'ssh-keygen -y -f KEY > KEY.pub' writes it.");
        }
        String mine = allowed(own);
        if (!Files.exists(file)) {
            return mine;
        }
        String all = allowed(file);
        if (!all.contains(mine)) {
            throw MeshException.error("mesh.signers does not have the key " + own.getFileName(),
                    "Hosts would trust no later bundle of it. Add its line, or sign with a key that is there.");
        }
        return all;
    }

    private static String allowed(Path file) throws IOException {
        try {
            return BundleSigner.allowedSigners(file);
        } catch (SigningException wrong) {
            throw MeshException.error(String.valueOf(wrong.getMessage()), "");
        }
    }

    private void printEnrolment(Intent intent, NodeName name, String signers) {
        Host host = intent.mesh().hosts().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(
                () -> new MeshException(ExitCode.USAGE, "the mesh has no host '" + name + "'", ""));
        Pull pull = host.pull().orElseThrow(() -> MeshException.error(name + " pulls from nowhere",
                "Say 'pull: URL' at the host or under 'defaults'."));
        byte[] program = EnrolProgram.of(intent.mesh().name(), name,
                intent.desired().reach(name).orElseThrow(), pull.folder(), new PullTerms(signers, pull.reports()))
                .standardInput();
        mesh.console().out().print(new String(program, StandardCharsets.UTF_8));
        mesh.console().out().flush();
    }

    private ExitCode publish(Intent intent, BundleSigner signer, String signers)
            throws IOException, InterruptedException, AgeException {
        Path target = mesh.setting().directory().resolve(directory.orElseThrow());
        Files.createDirectories(target);
        IdentityFile opener = identity.file(mesh.setting().environment());
        VaultCheck.open(intent.mesh().keys(), new KeyVault(mesh.workspace().keys()), opener);
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(), opener);
        PublishRun run = new PublishRun(mesh.setting(), mesh.workspace(), keys, signer, signers);
        try {
            PublishRun.Result result = run.write(intent, target, Duration.ofDays(days));
            Console console = mesh.console();
            result.left().forEach(line -> console.warn(line));
            console.out().println("Wrote " + Words.count(result.changed(), "bundle") + " to " + directory.get() + ", "
                    + result.renewed() + " renewed, " + result.kept() + " kept.");
            return result.left().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
        } catch (SecretUnavailableException | SigningException failed) {
            throw MeshException.error(String.valueOf(failed.getMessage()), "");
        }
    }
}
