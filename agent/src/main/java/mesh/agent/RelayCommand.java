// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.derp.RelayPrivateKey;
import mesh.net.NetworkHost;
import mesh.relay.RelaySettings;
import mesh.json.ConfigException;
import mesh.relay.config.RelayConfig;
import mesh.relay.config.RelayFiles;
import mesh.relay.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mesh-agent relay}: runs a relay, or prepares or checks one. */
@Command(name = "relay", description = "Runs a DERP relay until it is told to stop (SIGTERM). SIGHUP reads its files again.")
final class RelayCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--check", description = "read all files, say what is wrong with them, and run nothing")
    private boolean check;

    @Option(names = "--name", paramLabel = "HOST", description = "with --init: a name or address in the certificate")
    private List<String> names = List.of();

    static final class Source {
        @Option(names = "--config", paramLabel = "FILE", description = "the relay's JSON file")
        private @Nullable Path config;

        @Option(names = "--init", paramLabel = "DIRECTORY", description = "make identity and self-signed certificate in it, or keep them, and print public key and pin")
        private @Nullable Path init;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        Path config = source.config;
        if (config == null) {
            initialize(Optional.ofNullable(source.init).orElseThrow());
            return 0;
        }
        if (check) {
            RelaySettings settings = RelayFiles.load(RelayConfig.read(config));
            out().println(config + " is valid: " + settings.admission().names().size() + " clients.");
            return 0;
        }
        RunningRelay.run(config);
        return 0;
    }

    private void initialize(Path directory) throws ConfigException, IOException {
        Files.createDirectories(directory);
        List<NetworkHost> hosts = names.stream().map(NetworkHost::parse).toList();
        TlsIdentity certificate = RelayFiles.selfSigned(directory.resolve("certificate.pem"),
                directory.resolve("certificate.key"), hosts);
        try (RelayPrivateKey identity = RelayFiles.identity(directory.resolve("relay.key"))) {
            out().println(
                    "{\"public-key\":\"" + identity.publicKey().hex() + "\",\"pin\":\"" + certificate.pin() + "\"}");
        }
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}
