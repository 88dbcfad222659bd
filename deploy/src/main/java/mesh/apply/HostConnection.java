// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.model.SshSettings;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.SshSession;
import mesh.ssh.Transport;

/**
 * One connection on which programs run as root. Used by one thread.
 *
 * <p>The command is always the same few words, whatever the login shell is; the program comes on standard input.
 */
final class HostConnection implements AutoCloseable {
    private static final int NOT_FOUND = 127;

    private final SshSession session;
    private final SshSettings settings;

    private HostConnection(SshSession session, SshSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** @throws SshException if there is no connection; nothing ran on the host */
    static HostConnection open(Transport transport, SshSettings settings) throws SshException {
        return new HostConnection(transport.open(settings), settings);
    }

    /**
     * As {@link #open}, over a connection that is made now.
     *
     * @throws SshException if there is no connection; nothing ran on the host
     */
    static HostConnection openAnew(Transport transport, SshSettings settings) throws SshException {
        return new HostConnection(transport.openAnew(settings), settings);
    }

    /** True where the connection served another program before. */
    boolean isKept() {
        return session.isKept();
    }

    /**
     * Runs {@code program} as root.
     *
     * @throws SshException if the connection fails or the time is up: whether the program ran to its end is not known
     * @throws BecomeException if root was refused; nothing ran
     */
    CommandResult run(HostProgram program, Duration timeout) throws SshException, BecomeException {
        return run(program, timeout, step -> {});
    }

    /** @param steps told of each step that {@code program} reports, by another thread, as it arrives */
    CommandResult run(HostProgram program, Duration timeout, Consumer<String> steps)
            throws SshException, BecomeException {
        CommandResult result = session.run(command(), program.standardInput(), timeout,
                line -> ProgramReport.step(line).ifPresent(steps));
        if (!result.succeeded()) {
            checkRoot(result);
        }
        return result;
    }

    /**
     * Runs {@code command} as root with {@code content} as its standard input, whatever bytes these are.
     *
     * @param command words of the shell, no secret among them
     * @throws SshException if the connection fails or the time is up
     * @throws BecomeException if root was refused; nothing ran
     */
    CommandResult send(String command, byte[] content, Duration timeout) throws SshException, BecomeException {
        CommandResult result = session.run(become() + command, content, timeout);
        if (!result.succeeded()) {
            checkRoot(result);
        }
        return result;
    }

    private String become() {
        return switch (settings.become()) {
            case NONE -> "";
            case DOAS -> "doas -n ";
            case SUDO -> "sudo -n ";
        };
    }

    private String command() {
        return become() + "sh -s";
    }

    private void checkRoot(CommandResult result) throws BecomeException {
        String said = result.err().lines().filter(line -> line.startsWith("doas:") || line.startsWith("sudo:")
                || line.contains("not in the sudoers")).findFirst().orElse("").toLowerCase(Locale.ROOT);
        boolean absent = result.exitStatus() == NOT_FOUND && result.out().isEmpty();
        switch (settings.become()) {
            case NONE -> {
            }
            case DOAS -> {
                if (absent) {
                    throw new BecomeException("doas is not on the host; install it, or set ssh.become: sudo");
                }
                if (!said.isEmpty()) {
                    throw new BecomeException("doas refuses user " + settings.user() + " without a password; "
                            + "put 'permit nopass " + settings.user() + " as root cmd sh' into /etc/doas.conf");
                }
            }
            case SUDO -> {
                if (absent) {
                    throw new BecomeException("sudo is not on the host; install it, or set ssh.become: doas");
                }
                if (!said.isEmpty()) {
                    throw new BecomeException("sudo refuses user " + settings.user() + " without a password; "
                            + "put '" + settings.user() + " ALL=(root) NOPASSWD: /bin/sh' into /etc/sudoers.d/mesh");
                }
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
