// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

import mesh.derp.RelayPrivateKey;
import mesh.json.ConfigException;
import mesh.relay.config.RelayFiles;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mesh-agent key}: the key by which relays and other agents know this one. */
@Command(name = "key", description = "Makes a private key in FILE, or keeps the one that is there, and prints its public half.")
final class KeyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "for the private key; its owner alone can read it")
    private @Nullable Path file;

    @Override
    public Integer call() throws ConfigException {
        try (RelayPrivateKey identity = RelayFiles.identity(Objects.requireNonNull(file))) {
            Objects.requireNonNull(spec).commandLine().getOut()
                    .println("{\"public-key\":\"" + identity.publicKey().hex() + "\"}");
        }
        return 0;
    }
}
