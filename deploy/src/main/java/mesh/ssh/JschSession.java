// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;

/** A logged-in JSch session. A command that takes too long, or prints too much, ends the whole session. */
final class JschSession implements SshSession {
    private static final Duration OPENING = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Session session;
    private final ReleaseList held;
    private final String name;

    /** @param name for messages */
    JschSession(Session session, ReleaseList held, String name) {
        this.session = session;
        this.held = held;
        this.name = name;
    }

    @Override
    public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
            throws SshException {
        SshException tooSlow = new SshException(SshException.Reason.TIMED_OUT,
                name + ": the command did not end within "
                        + timeout.toMillis() / 1000.0
                        + " s; the connection was closed, the command may still be running there");
        return TimeLimit.run(timeout, () -> execute(command, stdin, lines), this::close, tooSlow);
    }

    @Override
    public boolean isConnected() {
        return session.isConnected();
    }

    @Override
    public void close() {
        held.release();
    }

    private CommandResult execute(String command, byte[] stdin, Consumer<String> lines)
            throws SshException, InterruptedException {
        CappedOutput out = new CappedOutput();
        out.eachLine(lines);
        TailOutput err = new TailOutput();
        ChannelExec channel = null;
        try {
            channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command.getBytes(StandardCharsets.UTF_8));
            channel.setInputStream(new ByteArrayInputStream(stdin));
            channel.setOutputStream(out);
            channel.setErrStream(err);
            channel.connect((int) OPENING.toMillis());
            awaitClose(channel, out);
            return result(channel, out, err);
        } catch (JSchException failed) {
            throw broken(String.valueOf(failed.getMessage()));
        } catch (RuntimeException tornDown) {
            throw broken("JSch: " + tornDown); // it meets nulls when another thread closes the session
        } finally {
            if (channel != null) {
                channel.disconnect();
            }
        }
    }

    /** JSch signals the end of output but not the close, which follows it at once. */
    private void awaitClose(ChannelExec channel, CappedOutput out) throws InterruptedException {
        while (!channel.isClosed() && session.isConnected()) {
            if (out.awaitEnd(POLL)) {
                Thread.sleep(1);
            }
        }
    }

    private CommandResult result(ChannelExec channel, CappedOutput out, TailOutput err) throws SshException {
        if (out.overflowed()) {
            close();
            throw new SshException(SshException.Reason.PROTOCOL,
                    name + ": the command printed more than " + CappedOutput.LIMIT_BYTES + " bytes; it was cut off");
        }
        int status = channel.getExitStatus();
        if (status < 0 && channel.getExitSignal() == null) {
            throw broken("it ended without a status");
        }
        return new CommandResult(status, out.text(), err.text());
    }

    private SshException broken(String why) {
        return new SshException(SshException.Reason.PROTOCOL,
                name + ": the connection broke while a command ran: " + RemoteText.printable(why));
    }
}
