// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import mesh.ssh.CommandResult;

/**
 * A directory that stands for a host: programs run for real, with {@code /etc} moved into it and the network tools
 * replaced by fakes that record their arguments, answer what a test laid down, and fail where a test says so.
 */
final class FakeHost {
    private static final List<String> TOOLS = List.of("wg", "wg-quick", "ip", "ifconfig", "route", "uname", "id",
            "chown", "chgrp", "systemctl", "networkctl", "sync", "sleep");
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin";

    private final Path root;
    /** As sshd has it where there is no socket. */
    private String sshConnection = "UNKNOWN 65535 UNKNOWN 65535";
    private boolean sudo;
    private final Shell shell;
    private int answers;
    private boolean digestsByAnotherTool;

    FakeHost(Path root, Shell shell) throws IOException {
        this.root = root;
        this.shell = shell;
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("run"));
        Files.createDirectories(root.resolve("log"));
        Files.createDirectories(root.resolve("answers"));
        Files.writeString(root.resolve("answers/index"), "");
        Files.writeString(root.resolve("calls"), "");
        Files.writeString(root.resolve("faults"), "");
        for (String tool : TOOLS) {
            install(tool);
        }
        script("sleep", "exec " + Shell.executable("sleep") + " 0.02\n");
        answer("id -u", "0\n");
    }

    /** An init that starts services at boot. */
    void withOpenRc() throws IOException {
        install("rc-update");
        Files.createDirectories(root.resolve("etc/init.d"));
    }

    /** The lease of PlanFixture's run is on the host. */
    void leased() throws IOException {
        Files.writeString(root.resolve("run/mesh-wg0.lease"), "token " + PlanFixture.TOKEN + "\nsince "
                + java.time.Instant.now().getEpochSecond() + "\nttl 600\nby anna@box\nprocess -\ncommand mesh apply\n");
    }

    /** Digests by {@code sha256 -q} only, as OpenBSD has it. */
    void withOpenBsdDigests() throws IOException {
        digestsByAnotherTool = true;
        executable(root.resolve("bin").resolve("sha256"), "#!/bin/sh\n[ \"$1\" = -q ] && [ $# -eq 2 ] && "
                + Shell.executable("sha256sum") + " <\"$2\" | { read -r hash rest; echo \"$hash\"; }\n");
    }

    private void install(String tool) throws IOException {
        String script = """
                #!/bin/sh
                root=%s
                call="%s $*"
                echo "$call" >>"$root/calls"
                while IFS= read -r fault; do
                    if [ "$fault" = "$call" ]; then echo "%s: made to fail" >&2; exit 1; fi
                done <"$root/faults"
                answer=
                while read -r number known; do
                    if [ "$known" = "$call" ]; then answer=$number; fi
                done <"$root/answers/index"
                if [ -z "$answer" ]; then exit 0; fi
                [ -f "$root/answers/$answer" ] && %s "$root/answers/$answer"
                """.formatted(root, tool, tool, Shell.executable("cat"));
        executable(root.resolve("bin").resolve(tool), script);
    }

    /** By a rename: what an earlier program left behind may be running the file of before. */
    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.writeString(file.resolveSibling("." + file.getFileName() + ".part"), script);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A machine without the tool. */
    void without(String tool) throws IOException {
        Files.delete(root.resolve("bin").resolve(tool));
    }

    /** What a call such as {@code wg show wg0 dump} prints. */
    void answer(String call, String output) throws IOException {
        answers++;
        Files.writeString(root.resolve("answers").resolve(Integer.toString(answers)), output);
        index(call);
    }

    /** The call fails and prints nothing. */
    void refuse(String call) throws IOException {
        answers++;
        Files.deleteIfExists(root.resolve("answers").resolve(Integer.toString(answers)));
        index(call);
    }

    private void index(String call) throws IOException {
        Files.writeString(root.resolve("answers/index"), answers + " " + moved(call) + "\n", StandardOpenOption.APPEND);
    }

    /** The call fails and says so. */
    void breakCall(String call) throws IOException {
        Files.writeString(root.resolve("faults"), moved(call) + "\n");
    }

    private String moved(String text) {
        return text.replace("/etc/", root + "/etc/").replace("/var/run/", root + "/run/").replace("/var/log/",
                root + "/log/")
                .replace("/proc/uptime", root + "/uptime");
    }

    /** Nothing is left of a change that was not confirmed. */
    void forget() throws IOException {
        for (String name : List.of("armed", "last-good", "stage")) {
            Path left = root.resolve("etc/mesh/wg0").resolve(name);
            if (Files.exists(left)) {
                try (Stream<Path> files = Files.walk(left)) {
                    for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
        Files.deleteIfExists(root.resolve("etc/init.d/mesh-recover-wg0"));
    }

    void write(String path, String mode, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    Path path(String path) {
        return root.resolve(path.substring(1));
    }

    /** Runs the first line of {@code program}, then {@code step} more, and so on, never all. */
    void runBeginnings(String program, int step) throws IOException {
        Path file = root.resolve("program");
        Files.writeString(file, fakeFunctions() + moved(program).replace(SYSTEM_PATH, systemTools().toString()));
        long lines = Files.readString(file).lines().count();
        String loop = "i=1; while [ $i -lt %d ]; do head -n $i %s | %s; i=$((i + %d)); done\n".formatted(lines, file,
                String.join(" ", shell.command()), step);
        Path script = root.resolve("loop");
        Files.writeString(script, loop);
        run(List.of("sh", script.toString()), "", System.getenv("PATH"));
    }

    /** All files under /etc with mode and content, sorted: what must not change when nothing may change. */
    String contents() throws IOException {
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.walk(root.resolve("etc"))) {
            for (Path file : files.sorted().toList()) {
                out.append(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).append(' ')
                        .append(root.relativize(file)).append('\n');
                if (Files.isRegularFile(file)) {
                    out.append(Files.readString(file)).append('\n');
                }
            }
        }
        return out.toString();
    }

    /** What the fakes were called with, {@code /etc} moved back. */
    List<String> calls() throws IOException {
        return Files.readString(root.resolve("calls")).replace(root.toString(), "").lines()
                .map(String::strip).filter(line -> !line.equals("sync") && !line.startsWith("sleep")).toList();
    }

    CommandResult run(HostProgram program) throws IOException {
        return run(new String(program.standardInput(), UTF_8));
    }

    /** What sshd says of the connection that programs come on. */
    FakeHost reachedOn(String connection) {
        sshConnection = connection;
        return this;
    }

    /** Programs run without the variable of sshd, which only their parent has, as under sudo. */
    FakeHost behindSudo() {
        sudo = true;
        return this;
    }

    CommandResult run(String program) throws IOException {
        return run(shell.command(), fakeFunctions()
                + moved(program).replace(SYSTEM_PATH, systemTools().toString()),
                root.resolve("bin") + ":" + systemTools());
    }

    /** Runs the program after whoever reads what it prints is gone. */
    void runUnheard(HostProgram program) throws IOException {
        List<String> words = new ArrayList<>(shell.command());
        words.set(0, Shell.executable(words.getFirst()).toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("PATH", root.resolve("bin") + ":" + systemTools());
        builder.environment().put("TMPDIR", root.toString());
        Process process = builder.start();
        process.getInputStream().close();
        process.getErrorStream().close();
        try (OutputStream in = process.getOutputStream()) {
            in.write((fakeFunctions() + moved(new String(program.standardInput(), UTF_8))
                    .replace(SYSTEM_PATH, systemTools().toString())).getBytes(UTF_8));
        }
        awaitEnd(process);
    }

    private static void awaitEnd(Process process) throws IOException {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the program did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** A tool of a test's own, as a shell script. */
    void script(String tool, String body) throws IOException {
        executable(root.resolve("bin").resolve(tool), "#!/bin/sh\n" + moved(body));
    }

    /** Busybox takes its own applets before what is on PATH, and functions before its applets. */
    private String fakeFunctions() throws IOException {
        if (shell != Shell.BUSYBOX) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        try (Stream<Path> tools = Files.list(root.resolve("bin"))) {
            tools.filter(tool -> tool.toString().indexOf("-", root.toString().length()) < 0).forEach(
                    tool -> out.append(tool.getFileName()).append("() { ").append(tool).append(" \"$@\"; }\n"));
        }
        return out.toString();
    }

    private Path systemTools() throws IOException {
        return SystemTools.directory(digestsByAnotherTool ? "sha256sum" : "");
    }

    private CommandResult run(List<String> command, String input, String path) throws IOException {
        Path in = Files.createTempFile(root, "in", "");
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        Files.writeString(in, input);
        List<String> words = new ArrayList<>(command);
        words.set(0, Shell.executable(words.getFirst()).toString());
        if (sudo) {
            words.addAll(0, List.of("/bin/sh", "-c", "/usr/bin/env -u SSH_CONNECTION \"$@\"; exit", "sudo"));
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectInput(in.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("PATH", path);
        builder.environment().put("SSH_CONNECTION", sshConnection);
        builder.environment().put("TMPDIR", root.toString());
        Process process = builder.start();
        awaitEnd(process);
        return new CommandResult(process.exitValue(), read(out), read(err));
    }

    private String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8).replace(root.toString(), "");
    }
}
