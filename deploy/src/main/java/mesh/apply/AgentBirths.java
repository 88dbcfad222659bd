// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.desired.AgentService;
import mesh.desired.RelayService;
import mesh.files.AgentProgram;
import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.host.AgentPrograms;
import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.key.RelayKey;
import mesh.lock.Reach;
import mesh.lock.LockedRelay;
import mesh.model.OperatingSystem;
import mesh.model.Relay;
import mesh.name.NodeName;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.Transport;

/**
 * Brings hosts what a relay or an agent needs before it is set up: the jar and a Java runtime, where they are not there, and
 * the births of their keys. Nothing that runs is touched: all of it stands under names that tell its content. Safe for
 * concurrent use.
 */
public final class AgentBirths {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    /** A runtime takes seconds on a network, minutes on a modem. */
    private static final Duration SENDING = Duration.ofMinutes(30);
    private static final int NAME_DIGITS = 16;
    /** What unpacking takes besides the files themselves, and what they come to. */
    private static final int KIB_FOR_RUNTIME = 96 << 10;
    private static final int KIB_FOR_JAR = 16 << 10;

    private final Transport transport;
    private final HostTasks tasks;
    private final AgentFiles files;

    /** @param limit hosts worked on at the same time, at least 1 */
    public AgentBirths(Transport transport, int limit, AgentFiles files) {
        this.transport = transport;
        this.tasks = new HostTasks(limit);
        this.files = files;
    }

    /**
     * A host that is to run a relay, an agent or both.
     *
     * @param host which one
     * @param reach how it is reached
     * @param relay that it is to run; absent: none
     * @param agent that it is to run; absent: none
     */
    public record Request(NodeName host, Reach reach, Optional<RelayService> relay, Optional<AgentService> agent) {}

    /**
     * One result a request, in the same order.
     *
     * @throws InterruptedException if the run is cancelled; what arrived whole by then stays
     */
    public List<AgentBirth> run(List<Request> requests) throws InterruptedException {
        return tasks.forEach(requests, this::birth);
    }

    private AgentBirth birth(Request request) {
        try (HostConnection connection = HostConnection.open(transport, request.reach().ssh())) {
            long sent = deliver(connection, request.reach().os());
            Optional<LockedRelay> relay = Optional.empty();
            if (request.relay().isPresent()) {
                relay = Optional.of(relay(connection, request.reach(), request.relay().get()));
            }
            Optional<RelayKey> agent = Optional.empty();
            if (request.agent().isPresent()) {
                agent = Optional.of(keys(connection, AgentPrograms.agentBirth(request.reach(), files.program())).key());
            }
            return new AgentBirth.Born(request.host(), relay, agent, sent);
        } catch (SshException | BecomeException | IOException failed) {
            return new AgentBirth.Failed(request.host(), String.valueOf(failed.getMessage()));
        }
    }

    private LockedRelay relay(HostConnection connection, Reach reach, RelayService relay)
            throws SshException, BecomeException, IOException {
        LockedRelay made = keys(connection, AgentPrograms.relayBirth(reach, relay, files.program()));
        boolean pinned = relay.settings().certificate() instanceof Relay.Certificate.SelfSigned;
        return pinned ? made : new LockedRelay(made.key(), Optional.empty());
    }

    private static LockedRelay keys(HostConnection connection, HostProgram program)
            throws SshException, BecomeException, IOException {
        return BornKeys.read(String.join("", run(connection, program, TIMEOUT)));
    }

    private long deliver(HostConnection connection, OperatingSystem os)
            throws SshException, BecomeException, IOException {
        Map<String, String> found = new HashMap<>();
        run(connection, AgentPrograms.survey(files.program()), TIMEOUT).forEach(line -> {
            String[] words = line.split(" ", 2);
            found.put(words[0], words.length == 2 ? words[1] : "");
        });
        boolean needsJava = !found.containsKey("java");
        boolean needsJar = !found.containsKey("jar");
        checkSpace(found, (needsJava ? KIB_FOR_RUNTIME : 0) + (needsJar ? KIB_FOR_JAR : 0));
        long sent = 0;
        if (needsJava && os == OperatingSystem.OPENBSD) {
            run(connection, AgentPrograms.installJava(), SENDING);
        } else if (needsJava) {
            byte[] runtime = files.runtime("Linux", found.getOrDefault("machine", ""));
            String digest = Digests.sha256(runtime);
            sent += send(connection,
                    new HostPath(AgentProgram.DIRECTORY + "/java-" + digest.substring(0, NAME_DIGITS)), runtime,
                    digest);
        }
        if (needsJar) {
            sent += send(connection, files.program().jar(), files.jar(), files.program().sha256());
        }
        return sent;
    }

    private static void checkSpace(Map<String, String> found, int neededKib) throws IOException {
        Optional<Long> space = Optional.ofNullable(found.get("space")).filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::valueOf);
        if (space.isPresent() && space.get() < neededKib) {
            throw new IOException(space.get() + " KiB are free under /usr/local and " + neededKib + " KiB are needed");
        }
    }

    private static long send(HostConnection connection, HostPath target, byte[] content, String digest)
            throws SshException, BecomeException, IOException {
        CommandResult result = connection.send(AgentPrograms.receiving(target, digest), content, SENDING);
        if (!result.succeeded()) {
            throw new IOException(target + " could not be sent" + ToolOutput.lastLine(result.err()));
        }
        return content.length;
    }

    private static List<String> run(HostConnection connection, HostProgram program, Duration timeout)
            throws SshException, BecomeException, IOException {
        CommandResult result = connection.run(program, timeout);
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        if (report.ending() != Ending.DONE) {
            throw new IOException(
                    report.reason().orElse("preparing a relay or an agent ended with status " + result.exitStatus())
                            + ToolOutput.lastLine(result.err()));
        }
        return report.values();
    }
}
