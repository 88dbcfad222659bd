// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong with one host, on purpose. Each fault lasts until it is taken back, some over a reboot. */
public final class LabFaults {

    private final LabHost host;
    private final Underlay underlay;
    private final HostDisk disk;

    LabFaults(LabHost host, Underlay underlay) {
        this.host = host;
        this.underlay = underlay;
        this.disk = new HostDisk(host);
    }

    /** No SSH packet reaches or leaves the host; open connections hang, without an end. Lasts over a reboot. */
    public void cutSsh() {
        underlay.cut(host, LabPath.SSH);
    }

    public void healSsh() {
        underlay.heal(host, LabPath.SSH);
    }

    /** No WireGuard packet reaches or leaves the host. Lasts over a reboot. */
    public void cutMesh() {
        underlay.cut(host, LabPath.MESH);
    }

    public void healMesh() {
        underlay.heal(host, LabPath.MESH);
    }

    /** Kills every SSH session of this moment on the host's side, without a word to what runs in it. */
    public void cutSessions() {
        host.processes().stream()
                .filter(process -> process.arguments().startsWith("sshd: "))
                .filter(process -> !process.arguments().contains("[listener]"))
                .forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Stops all processes of this moment, as sleep does; the kernel's part of the host goes on. */
    public void suspend() {
        signal("-STOP");
    }

    /** Lets all processes go on. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        List<String> line = new ArrayList<>(List.of("kill", signal));
        host.processes().forEach(process -> line.add(Long.toString(process.pid())));
        Command.must(line, "");
    }

    /** Ends the SSH server; sessions that are open go on. A reboot starts it again. */
    public void stopSshd() {
        host.run("kill $(cat " + pidFile() + ")").orThrow();
    }

    private String pidFile() {
        return host.os() == LabOs.LINUX ? LinuxRoot.SSHD_PID : OpenBsdRoot.SSHD_PID;
    }

    /**
     * Leaves no room on the disk, for a byte or a name, in {@code /etc} and {@code /var/log}. What is deleted is free
     * again. A reboot finds the files of that moment and room.
     */
    public void fillDisk() {
        disk.fill();
    }

    public void freeDisk() {
        disk.free();
    }

    void keepDiskForReboot() {
        disk.keepForReboot();
    }

    /** Nothing in {@code /etc} can be written until {@link #writableEtc} or a reboot. */
    public void readOnlyEtc() {
        disk.readOnlyEtc();
    }

    public void writableEtc() {
        disk.writableEtc();
    }

    /**
     * Lets {@code date} tell another time, later by the offset, to programs that find it on root's search path. The
     * kernel's clock, which is the machine's, and the times of files stay.
     */
    public void skewClock(Duration offset) {
        boolean linux = host.os() == LabOs.LINUX;
        new Tree(host.directory()).file(clock().toString(), 0755,
                Tree.resource("skewed-date")
                        .replace("@SHELL@", linux ? "/bin/sh" : "/libexec/model/usr/bin/dash")
                        .replace("@DATE@", linux ? "/usr/bin/date" : "/bin/date")
                        .replace("@AT@", linux ? "-d @" : "-r ")
                        .replace("@OFFSET@", Long.toString(offset.toSeconds())));
    }

    public void trueClock() {
        try {
            Files.deleteIfExists(host.directory().resolve(clock()));
        } catch (IOException e) {
            throw new LabException("cannot take back the clock of " + host.name(), e);
        }
    }

    private Path clock() {
        return Path.of(host.os() == LabOs.LINUX ? "local/sbin/date" : "root/sbin/date");
    }
}
