// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import mesh.apply.SecretUnavailableException;
import mesh.cli.flow.AuthorityMaker;
import mesh.cli.flow.CertificateMaker;
import mesh.cli.flow.Intent;
import mesh.cli.flow.KeyMaker;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.name.DnsName;
import mesh.desired.NameTable;
import mesh.name.NodeName;
import mesh.tls.Certificate;
import mesh.tls.SigningRequest;
import mesh.value.ValueFormatException;
import mesh.vault.AgeException;
import mesh.vault.KeyVault;
import mesh.vault.VaultSecretSource;

/** {@code mesh ca}: the mesh's certificate authority. Contacts no host. */
@Command(name = "ca", mixinStandardHelpOptions = true, description = "Shows, exports, replaces and uses the mesh's certificate authority; contacts no host.")
final class CaCommand implements Callable<Integer> {
    private static final int MAX_REQUEST = 64 * 1024;

    private final MeshCommand mesh;

    /** What is done. */
    enum Action {
        SHOW, EXPORT, SIGN, ROTATE
    }

    @Parameters(index = "0", paramLabel = "ACTION", description = "show, export, sign or rotate.")
    private Action action = Action.SHOW;

    @Parameters(index = "1", arity = "0..1", paramLabel = "WHAT", description = "sign: a file with a certificate request or a public key; rotate: start, switch or finish.")
    private Optional<String> what = Optional.empty();

    @Option(names = "--for", paramLabel = "NAME", description = "With sign: the device, host or service whose name the certificate is for.")
    private Optional<NodeName> name = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "With export: pem, der or mobileconfig (for Apple's devices). Default: pem.")
    private AuthorityExport.Format format = AuthorityExport.Format.PEM;

    @Option(names = "--out", paramLabel = "FILE", description = "With export and sign: writes to a file.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private IdentityOption identity = new IdentityOption();

    CaCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, AgeException {
        Intent intent = mesh.intent();
        switch (action) {
            case SHOW -> show(authorities(intent));
            case EXPORT -> AuthorityExport.write(format, intent.mesh().name(), authorities(intent), target(),
                    mesh.console());
            case SIGN -> sign(intent);
            case ROTATE -> rotate(intent);
        }
        return ExitCode.OK.value();
    }

    private List<Certificate> authorities(Intent intent) {
        if (intent.lock().authorities().isEmpty()) {
            throw MeshException.error("the mesh has no certificate authority",
                    "Add 'certificates: {}' to the spec, and run '" + mesh.hint("lock") + "'.");
        }
        return intent.lock().authorities();
    }

    private Optional<Path> target() {
        return out.map(mesh.setting().directory()::resolve);
    }

    private void show(List<Certificate> authorities) {
        Console console = mesh.console();
        for (Certificate one : authorities) {
            String role = authorities.size() == 1
                    ? "signs"
                    : one.equals(authorities.getFirst()) ? "signs, the other is trusted too" : "trusted, does not sign";
            console.out().println(one.subject());
            console.out().println("  " + role);
            console.out().println("  from " + one.notBefore() + " until " + one.notAfter());
            console.out().println("  SHA-256 " + one.fingerprint());
        }
    }

    private void sign(Intent intent) throws IOException, AgeException {
        NodeName wanted = name.orElseThrow(() -> usage("say whom it is for: --for NAME"));
        Path file = mesh.setting().directory().resolve(
                what.orElseThrow(() -> usage("name the file with the certificate request")));
        NameTable.Entry subject = NameTable.of(intent.mesh(), intent.lock()).entries().stream()
                .filter(entry -> entry.name().equals(wanted)).findFirst()
                .orElseThrow(() -> MeshException.error("nothing in the mesh is called " + wanted,
                        "Add it under 'devices', or as a service under 'certificates'."));
        KeyMaker keys = new KeyMaker(mesh.setting(), mesh.workspace(),
                identity.file(mesh.setting().environment()));
        authorities(intent);
        try (VaultSecretSource secrets = keys.secrets(intent)) {
            SigningRequest request = SigningRequest.parse(text(file));
            Certificate made = new CertificateMaker(mesh.setting(), intent, secrets).sign(request.publicKey(),
                    List.of(new DnsName(subject.name() + "." + intent.mesh().network().domain().orElseThrow())),
                    subject.addresses());
            if (target().isPresent()) {
                Workspace.save(target().get(), made.pem());
            } else {
                mesh.console().out().print(made.pem());
            }
            mesh.console().note("It ends on " + made.notAfter() + "; nobody renews it but you.");
        } catch (SecretUnavailableException closed) {
            throw new AgeException(String.valueOf(closed.getMessage()));
        } catch (ValueFormatException unusable) {
            throw MeshException.error(file.getFileName() + " " + unusable.reason(),
                    "Make one with 'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN="
                            + wanted + " -keyout key.pem -out request.pem'.");
        }
    }

    private static MeshException usage(String message) {
        return new MeshException(ExitCode.USAGE, message, "");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_REQUEST) {
                throw MeshException.error(file + " is no certificate request: it is too large", "Name the right file.");
            }
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw MeshException.error(file + " cannot be read", "Name a file with a certificate request.");
        }
    }

    private void rotate(Intent intent) throws IOException, AgeException {
        KeyVault vault = new KeyVault(mesh.workspace().keys());
        AuthorityMaker maker = new AuthorityMaker(mesh.setting(), vault);
        Console console = mesh.console();
        switch (what.orElse("")) {
            case "start" -> {
                maker.start(intent).save(mesh.workspace());
                console.out()
                        .println("Another authority is trusted beside the one that signs. Run '" + mesh.hint("apply")
                                + "', hand '" + mesh.hint("ca export") + "' to the devices, then run '"
                                + mesh.hint("ca rotate switch") + "'.");
            }
            case "switch" -> {
                AuthorityMaker.changeOver(intent).save(mesh.workspace());
                console.out().println("The other authority signs from here on. Run '" + mesh.hint("apply")
                        + "', which renews all certificates, then '" + mesh.hint("ca rotate finish") + "'.");
            }
            case "finish" -> {
                Intent finished = AuthorityMaker.finish(intent).save(mesh.workspace());
                vault.forgetAuthorities(finished.lock().authorities());
                console.out().println("The former authority is trusted no longer once you run '" + mesh.hint("apply")
                        + "'. Devices forget it when you tell them.");
            }
            default -> throw usage("say which step of the rotation: start, switch or finish");
        }
    }
}
