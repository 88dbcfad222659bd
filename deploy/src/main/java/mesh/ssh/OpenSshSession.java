// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Commands over the connection of one master process. ssh(1) exits 255 for a signal on the other side as well as for a
 * command that exits 255, so the exit status of the former is 255 here. A command that takes too long, or prints too
 * much, ends the whole session.
 */
final class OpenSshSession implements SshSession {
    private static final int SSH_FAILED = 255;
    private static final Duration MASTER_END = Duration.ofMillis(500);

    /**
     * The connection.
     *
     * @param process ends when the connection does
     * @param held ends the connection
     */
    record Master(Process process, ReleaseList held) {}

    /** Starts ssh for one command. */
    interface Joiner {
        ChildProcess start(String command) throws IOException;
    }

    private final Master master;
    private final Joiner joiner;
    private final String name;

    OpenSshSession(Master master, Joiner joiner, String name) {
        this.master = master;
        this.joiner = joiner;
        this.name = name;
    }

    @Override
    public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
            throws SshException {
        AtomicReference<@Nullable ChildProcess> running = new AtomicReference<>();
        SshException tooSlow = new SshException(SshException.Reason.TIMED_OUT,
                name + ": the command did not end within "
                        + timeout.toMillis() / 1000.0
                        + " s; the connection was closed, the command may still be running there");
        return TimeLimit.run(timeout, () -> execute(command, stdin, running, lines), () -> {
            ChildProcess child = running.get();
            if (child != null) {
                child.kill();
            }
            close();
        }, tooSlow);
    }

    @Override
    public boolean isConnected() {
        return master.process().isAlive();
    }

    @Override
    public void close() {
        master.held().release();
    }

    private CommandResult execute(String command, byte[] stdin, AtomicReference<@Nullable ChildProcess> running,
            Consumer<String> lines) throws SshException, InterruptedException {
        try {
            ChildProcess child = joiner.start(command);
            running.set(child);
            child.out().eachLine(lines);
            int status = child.finish(stdin);
            if (child.out().overflowed()) {
                close();
                throw new SshException(SshException.Reason.PROTOCOL,
                        name + ": the command printed more than " + CappedOutput.LIMIT_BYTES
                                + " bytes; it was cut off");
            }
            if (status == SSH_FAILED && master.process().waitFor(MASTER_END.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SshException(SshException.Reason.PROTOCOL,
                        name + ": the connection broke while a command ran");
            }
            return new CommandResult(status, child.out().text(), child.err().text());
        } catch (IOException failed) {
            throw new SshException(SshException.Reason.PROTOCOL, name + ": cannot run ssh: " + failed.getMessage());
        }
    }
}
