// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.agent.netcheck.Netcheck;
import mesh.agent.netcheck.NetcheckJson;
import mesh.agent.netcheck.NetcheckReport;
import mesh.agent.netcheck.NetcheckSettings;
import mesh.agent.netcheck.NetcheckText;
import mesh.agent.run.AgentConfig;
import mesh.json.ConfigException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mesh-agent netcheck}: what the network lets this host do. */
@Command(name = "netcheck", description = "Asks relays and the router what the network lets this host do. Changes nothing, and may be run beside the agent.")
final class NetcheckCommand implements Callable<Integer> {
    private static final int NO_RELAY = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the agent's JSON file")
    private Path config = Path.of("agent.json");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException {
        AgentConfig agent = AgentConfig.read(config);
        NetcheckSettings settings = new NetcheckSettings(agent.relays(), RunCommand.proxies(System.getenv()),
                Optional.of(agent.listenPort()), agent.mark());
        try {
            NetcheckReport report = Netcheck.run(settings);
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (json) {
                out.print(NetcheckJson.of(report));
                out.flush();
            } else {
                NetcheckText.of(report).forEach(out::println);
            }
            return report.reachesARelay() ? 0 : NO_RELAY;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
