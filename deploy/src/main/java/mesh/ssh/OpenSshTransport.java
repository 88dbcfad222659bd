// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.model.SshSettings;

/**
 * SSH by the system's own ssh(1): for security keys, host certificates and whoever keeps his hosts in
 * {@code ssh_config}. A session is one connection: a master process, over whose control socket (in a directory that only
 * this user can enter) each command runs as a process of its own. The master lives as long as its standard input is
 * open, so it goes when this program goes. Host keys come from {@link KnownHosts} all the same.
 */
public final class OpenSshTransport implements Transport {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KnownHosts knownHosts;
    private final OpenSshArguments arguments;
    private final Map<String, String> environment;
    private final SshTimeouts timeouts;
    private final ConnectGate gate = new ConnectGate();

    /** @param program {@code ssh}, or the path of another one */
    public OpenSshTransport(String program, KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
        this.knownHosts = knownHosts;
        this.arguments = new OpenSshArguments(program, knownHosts.file(), keys, timeouts);
        this.environment = Map.of("LC_ALL", "C", "SSH_AUTH_SOCK", keys.agent().map(Path::toString).orElse(""));
        this.timeouts = timeouts;
    }

    @Override
    public SshSession open(SshSettings target) throws SshException {
        return gate.pass(JschConnector.firstHop(target), () -> attempt(target));
    }

    private SshSession attempt(SshSettings target) throws SshException {
        String login = target.user() + "@" + HostKeyName.of(target);
        ReleaseList held = new ReleaseList();
        boolean opened = false;
        try {
            SshSession session = TimeLimit.run(timeouts.login(), () -> connect(target, login, held), held::release,
                    JschFailure.tooSlow(login));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                held.release();
            }
        }
    }

    private SshSession connect(SshSettings target, String login, ReleaseList held)
            throws SshException, InterruptedException {
        try {
            Path directory = Files.createTempDirectory("mesh");
            held.add(() -> delete(directory));
            Path control = directory.resolve("c");
            ChildProcess master = ChildProcess.start(arguments.master(target, control, "exec cat"), environment);
            held.add(() -> end(master.process()));
            if (isUp(master)) {
                return new OpenSshSession(new OpenSshSession.Master(master.process(), held),
                        command -> ChildProcess.start(arguments.joined(target, control, command), environment), login);
            }
            master.finish(new byte[0]);
            throw new OpenSshFailure(knownHosts, names(target), login).explain(master.err().text());
        } catch (IOException failed) {
            throw new SshException(SshException.Reason.PROTOCOL,
                    "cannot run ssh for " + login + ": " + failed.getMessage());
        }
    }

    /** The remote {@code cat} returns a word: then login, shell and control socket are there. */
    private static boolean isUp(ChildProcess master) throws InterruptedException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String word = HexFormat.of().formatHex(random);
        try {
            master.say(word);
        } catch (IOException endedAlready) {
            return false;
        }
        return master.out().awaitText(word);
    }

    private static List<HostKeyName> names(SshSettings target) {
        Optional<HostKeyName> jump = target.jump().map(HostKeyName::of);
        return Stream.concat(Stream.of(HostKeyName.of(target)), jump.stream()).toList();
    }

    private static void end(Process master) {
        try {
            master.getOutputStream().close();
        } catch (IOException endedAlready) {
            // nothing is left to end
        }
        master.destroy();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException leftBehind) {
            // an empty directory in the temporary one; the system clears it
        }
    }
}
