// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import mesh.model.SshSettings;
import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/** A real sshd on a loopback address, with a configuration, host keys and authorized keys of its own. */
final class LoopbackSshd implements AutoCloseable {
    private final Process process;
    private final NetworkHost host;
    private final Port port;
    private final Path authorizedKeys;
    private final StringBuffer log = new StringBuffer();

    private LoopbackSshd(Process process, NetworkHost host, Port port, Path authorizedKeys) {
        this.process = process;
        this.host = host;
        this.port = port;
        this.authorizedKeys = authorizedKeys;
    }

    /** @param extra lines of sshd_config, which win over those that are given always */
    static LoopbackSshd start(Path directory, String address, List<Path> hostKeys, String... extra)
            throws IOException, InterruptedException {
        String sshd = Programs.find("sshd");
        Path separation = Path.of("/run/sshd");
        if ("root".equals(System.getProperty("user.name")) && !Files.isDirectory(separation)) {
            Files.createDirectory(separation);
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            port = free.getLocalPort();
        }
        Path work = Files.createTempDirectory(directory, "sshd");
        Path authorizedKeys = Files.createFile(work.resolve("authorized_keys"));
        List<String> config = new ArrayList<>(List.of(extra));
        config.addAll(List.of("Port " + port, "ListenAddress " + address, "AuthorizedKeysFile " + authorizedKeys,
                "PidFile none", "StrictModes no", "UsePAM no", "PasswordAuthentication no", "PermitRootLogin yes",
                "KbdInteractiveAuthentication no", "LogLevel VERBOSE", "UseDNS no", "MaxStartups 200",
                "SetEnv SHLVL=5"));
        hostKeys.forEach(key -> config.add("HostKey " + key));
        Path file = Files.write(work.resolve("sshd_config"), config);
        Process process = new ProcessBuilder(sshd, "-D", "-e", "-f", file.toString()).redirectErrorStream(true).start();
        LoopbackSshd started = new LoopbackSshd(process, NetworkHost.parse(address), new Port(port), authorizedKeys);
        started.awaitListening();
        return started;
    }

    /** How this user logs in with those key files. */
    SshSettings settings(Path... identities) {
        return settings(System.getProperty("user.name"), identities);
    }

    SshSettings settings(String user, Path... identities) {
        List<String> files = Arrays.stream(identities).map(Path::toString).toList();
        return new SshSettings(host, port, new UserName(user), SshSettings.Become.NONE, Optional.empty(), files);
    }

    SshSettings.Jump jump() {
        return new SshSettings.Jump(host, port, new UserName(System.getProperty("user.name")));
    }

    HostKeyName name() {
        return new HostKeyName(host, port);
    }

    Path authorizedKeys() {
        return authorizedKeys;
    }

    /** What sshd logged since it started. */
    String log() {
        return log.toString();
    }

    private void awaitListening() throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.append(line).append('\n');
            if (line.contains("Server listening on")) {
                Thread.ofVirtual().start(() -> follow(lines));
                return;
            }
        }
        throw new IOException("sshd did not start: " + log);
    }

    private void follow(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line).append('\n');
            }
        } catch (IOException stopped) {
            log.append("(stopped)\n");
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
