// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.Callable;

import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;
import mesh.stun.StunClient;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;
import mesh.value.ValueFormatException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mesh-agent stun}: what servers see of this machine. */
@Command(name = "stun", description = "Asks STUN servers how they see this machine, and tells how its NAT maps ports.")
final class StunCommand implements Callable<Integer> {
    private static final Port USUAL_PORT = new Port(3478);
    private static final int NOBODY_ANSWERED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "HOST or HOST:PORT; the usual port is 3478")
    private List<String> servers = List.of();

    @Override
    public Integer call() throws IOException {
        SequencedSet<TransportAddress> addresses = new LinkedHashSet<>();
        for (String server : servers) {
            addresses.addAll(resolve(parse(server)));
        }
        PrintWriter out = spec().commandLine().getOut();
        try (StunClient client = StunClient.open()) {
            StunReport report = client.ask(List.copyOf(addresses));
            out.print(json ? StunReportText.json(report) : StunReportText.human(report));
            out.flush();
            return report.answers().stream().anyMatch(answer -> answer.outcome() instanceof StunOutcome.Mapped)
                    ? 0
                    : NOBODY_ANSWERED;
        }
    }

    private Endpoint parse(String server) {
        try {
            boolean isBareV6 = server.indexOf(':') != server.lastIndexOf(':') && !server.startsWith("[");
            return isBareV6 || server.indexOf(':') < 0
                    ? new Endpoint(NetworkHost.parse(server), USUAL_PORT)
                    : Endpoint.parse(server);
        } catch (ValueFormatException wrong) {
            throw new ParameterException(spec().commandLine(), wrong.getMessage(), wrong);
        }
    }

    private static List<TransportAddress> resolve(Endpoint server) throws IOException {
        return switch (server.host()) {
            case NetworkHost.Literal literal -> List.of(new TransportAddress(literal.address(), server.port()));
            case NetworkHost.Named named -> {
                List<TransportAddress> addresses = new ArrayList<>();
                for (InetAddress address : lookUp(named.name().text())) {
                    addresses.add(new TransportAddress(SocketAddresses.ip(address), server.port()));
                }
                yield addresses;
            }
        };
    }

    private static InetAddress[] lookUp(String name) throws IOException {
        try {
            return InetAddress.getAllByName(name);
        } catch (IOException unknown) {
            throw new IOException("the name " + name + " is not known here", unknown);
        }
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
