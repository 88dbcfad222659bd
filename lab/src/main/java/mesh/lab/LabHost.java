// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A running host of a lab. Its commands are run through the namespaces, not over SSH. Safe for several threads. */
public final class LabHost {

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private static final int SSH_PORT = 22;

    /** What sshd writes to the console when it is ready. */
    private static final String LISTENING = "Server listening on 0.0.0.0 port " + SSH_PORT;

    private final HostSpec spec;
    private final int index;
    private final HostAddresses addresses;
    private final Optional<LabRouter> router;
    private final HostPlace place;
    private volatile @Nullable Member member;
    private @Nullable LabFaults faults;
    private Runnable rebooting = () -> {
        throw new LabException("the lab is not started");
    };

    LabHost(HostSpec spec, int index, HostAddresses addresses, Optional<LabRouter> router, HostPlace place) {
        this.spec = spec;
        this.index = index;
        this.addresses = addresses;
        this.router = router;
        this.place = place;
    }

    /** Starts the namespaces, connects them and waits until sshd answers, which it does after all boot services. */
    void boot(Keeper keeper, Underlay underlay) {
        String usr = spec.os() == LabOs.LINUX ? "usr" : "libexec/model/usr";
        int before = timesListening();
        Member started = Member.start(keeper.asMember("unshare", "--mount", "--uts", "--ipc", "--net", "--pid",
                "--fork", "--kill-child", "sh",
                directory() + "/boot.sh", root().toString(), usr, console().toString(),
                spec.systemd() ? place.cgroup().toString() : ""));
        member = started;
        underlay.plug(this, started);
        started.go();
        // Asking before the address is there would cost a second: the neighbour cache repeats its question that late.
        awaitWhileAlive(started, "boot of " + name(), () -> timesListening() > before);
        awaitWhileAlive(started, "sshd of " + name(), this::sshAnswers);
        if (spec.systemd()) {
            run("systemctl is-system-running --wait");
        }
    }

    private int timesListening() {
        return consoleText().split(LISTENING, -1).length;
    }

    private void awaitWhileAlive(Member started, String what, BooleanSupplier condition) {
        Keeper.await(what, BOOT_LIMIT, () -> {
            if (!started.alive()) {
                throw new LabException("host " + name() + " ended while it booted:\n" + consoleText());
            }
            return condition.getAsBoolean();
        });
    }

    private boolean sshAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(sshAddress(), SSH_PORT), 200);
            socket.setSoTimeout(2000);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends all its processes at once, like a power cut. */
    void kill() {
        running().kill();
    }

    public String name() {
        return spec.name();
    }

    public LabOs os() {
        return spec.os();
    }

    HostSpec spec() {
        return spec;
    }

    int index() {
        return index;
    }

    Path directory() {
        return place.directory();
    }

    Optional<LabRouter> router() {
        return router;
    }

    /** IPv4 address of its first link: on the wide-area network, or on the LAN of its router. */
    public String address() {
        return addresses.v4();
    }

    /** IPv6 address of its first link; on a LAN it reaches the LAN only, unless the router has IPv6. */
    public String address6() {
        return addresses.v6();
    }

    int address6Bits() {
        return addresses.v6Bits();
    }

    /** IPv4 address at which this machine reaches its sshd; differs from {@link #address} behind a router. */
    public String sshAddress() {
        return addresses.ssh();
    }

    public int sshPort() {
        return SSH_PORT;
    }

    /** Its file system as this machine sees it; mounts made inside ({@code /run}, {@code /tmp}) are not in it. */
    public Path root() {
        return directory().resolve("root");
    }

    /** Host key as in known_hosts, without the address: {@code ssh-ed25519 AAAA…}. */
    public String hostKey() {
        try {
            String[] fields = Files.readString(root().resolve("etc/ssh/ssh_host_ed25519_key.pub")).split(" ");
            return fields[0] + " " + fields[1].strip();
        } catch (IOException e) {
            throw new LabException("no host key of " + name(), e);
        }
    }

    /** Runs a command as root with the host's own {@code /bin/sh} and search path. */
    public LabResult run(String command) {
        return run(command, "");
    }

    /** Same, with standard input. */
    public LabResult run(String command, String input) {
        return run(command, input, Command.DEFAULT_TIMEOUT);
    }

    /**
     * Same, with a limit of time.
     *
     * @throws LabException when the command has not ended in time; it has been killed then
     */
    public LabResult run(String command, String input, Duration limit) {
        return Command.run(running().inside(List.of("/bin/sh", "-c", command)), path(), input, limit);
    }

    /** Writes a file inside the host, as root, with the mode given in octal digits ({@code "0600"}). */
    public void put(String path, String mode, String content) {
        run("umask 077; cat >'" + path + "' && chmod " + mode + " '" + path + "'", content).orThrow();
    }

    /** Runs a script with the machine's tools in the host's namespaces, where a model would be in the way. */
    LabResult underneath(String script) {
        String usr = spec.os() == LabOs.LINUX ? "/usr" : "/libexec/model/usr";
        return Command.run(running().inside(List.of(usr + "/bin/dash", "-c", script)), usr + "/sbin:" + usr + "/bin",
                "", Command.DEFAULT_TIMEOUT);
    }

    private String path() {
        return spec.os() == LabOs.LINUX ? Command.LINUX_PATH : OpenBsdRoot.PATH;
    }

    /** Pulls the plug and boots again with the same {@code /etc}, {@code /var}, {@code /root} and {@code /home}. */
    public void reboot() {
        rebooting.run();
    }

    void onReboot(Runnable action) {
        rebooting = action;
    }

    void exposeTo(LabFaults possible) {
        faults = possible;
    }

    /** What can be made to go wrong with it. */
    public LabFaults faults() {
        return Objects.requireNonNull(faults, "the lab is not started");
    }

    /**
     * Holds the next program that tells {@code logger} a message with this last word; for 60 seconds at the most.
     *
     * @param step letters, digits and dashes
     */
    public StepGate stopAt(String step) {
        return StepGate.open(this, step, LONGEST_STOP);
    }

    /** Last word of every message that {@code logger} was given since the start of the lab, in order. */
    public List<String> steps() {
        Path file = root().resolve("boot/steps");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList()
                    : List.of();
        } catch (IOException e) {
            throw new LabException("cannot read " + file, e);
        }
    }

    /** All processes inside at this moment, as the machine sees them. */
    public List<LabProcess> processes() {
        return LabProcess.inNamespaceOf(running().pid());
    }

    /** Everything its processes wrote to the console, sshd's log included. */
    public String consoleText() {
        StringBuilder text = new StringBuilder();
        for (Path file : List.of(console(), root().resolve("boot/console"))) {
            try {
                text.append(Files.exists(file) ? Files.readString(file) : "");
            } catch (IOException e) {
                throw new LabException("cannot read " + file, e);
            }
        }
        return text.toString();
    }

    private Path console() {
        return directory().resolve("console.log");
    }

    private Member running() {
        Member current = member;
        if (current == null) {
            throw new LabException("host " + name() + " is not started");
        }
        return current;
    }
}
