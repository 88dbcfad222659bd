// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import mesh.agent.run.AgentConfig;
import mesh.agent.run.RunningAgent;
import mesh.derp.client.HttpProxies;
import mesh.json.ConfigException;
import mesh.value.ValueFormatException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mesh-agent run}: finds ways to peers. */
@Command(name = "run", description = "Finds ways to peers that cannot simply be called, until it is told to stop (SIGTERM). SIGHUP reads its file"
        + " again. Relays are reached through the HTTP proxy of HTTPS_PROXY, if that is set, except those of NO_PROXY.", footer = {
                "", "As mesh runs it: --config /etc/mesh/INTERFACE/agent.json, as service mesh-agent-INTERFACE.",
                "It needs CAP_NET_ADMIN, and CAP_NET_RAW to share WireGuard's port; without the latter all its pairs stay on the relay."})
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "the agent's JSON file")
    private Path config = Path.of("agent.json");

    @Option(names = "--check", description = "read the file, say what is wrong with it, and run nothing")
    private boolean check;

    @Override
    public Integer call() throws ConfigException, IOException {
        if (check) {
            AgentConfig valid = AgentConfig.read(config);
            java.util.Objects.requireNonNull(spec).commandLine().getOut()
                    .println(config + " is valid: " + valid.peers().size() + " peers.");
            return 0;
        }
        serve(config);
        return 0;
    }

    /** Returns when the process is asked to end. */
    static void serve(Path config) throws ConfigException, IOException {
        RunningAgent.run(config, proxies(System.getenv()));
    }

    static HttpProxies proxies(Map<String, String> environment) throws ConfigException {
        try {
            return HttpProxies.parse(variable(environment, "HTTPS_PROXY", "https_proxy"),
                    variable(environment, "NO_PROXY", "no_proxy"));
        } catch (ValueFormatException wrong) {
            throw new ConfigException("HTTPS_PROXY: " + wrong.getMessage());
        }
    }

    private static String variable(Map<String, String> environment, String... names) {
        return Stream.of(names).map(name -> environment.getOrDefault(name, "")).filter(value -> !value.isEmpty())
                .findFirst().orElse("");
    }
}
