// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.model.SshSettings;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.Transport;

/** What came of running one program on one host, over a connection of its own. */
sealed interface HostAnswer {

    /** The program ran, well or not. */
    record Ran(CommandResult result) implements HostAnswer {
        ProgramReport report() {
            return ProgramReport.read(result.exitStatus(), result.out());
        }

        /** Why a program did not get through: its own reason, else {@code what} and its status; then what tools said. */
        String reason(String what) {
            return report().reason().orElse(what + " ended with status " + result.exitStatus())
                    + ToolOutput.lastLine(result.err());
        }
    }

    /**
     * No connection, none to its end, or no root.
     *
     * @param refused true where the host key, the login or root was refused
     * @param reason one line for people, with what to do
     */
    record Failed(boolean refused, String reason) implements HostAnswer {}

    /**
     * Runs {@code program} as root, over a connection that is there or a new one. A program that breaks off on the former
     * runs once more on the latter, so it must be one that may run twice.
     */
    static HostAnswer of(Transport transport, SshSettings settings, HostProgram program, Duration timeout) {
        try {
            boolean isKept = false;
            try (HostConnection connection = HostConnection.open(transport, settings)) {
                isKept = connection.isKept();
                return new Ran(connection.run(program, timeout));
            } catch (SshException broken) {
                if (!isKept) {
                    return new Failed(broken.reason().isRefusal(), String.valueOf(broken.getMessage()));
                }
            }
        } catch (BecomeException refused) {
            return new Failed(true, String.valueOf(refused.getMessage()));
        }
        return anew(transport, settings, program, timeout);
    }

    /** The same over a connection that is made now. */
    static HostAnswer anew(Transport transport, SshSettings settings, HostProgram program, Duration timeout) {
        try (HostConnection connection = HostConnection.openAnew(transport, settings)) {
            return new Ran(connection.run(program, timeout));
        } catch (SshException failed) {
            return new Failed(failed.reason().isRefusal(), String.valueOf(failed.getMessage()));
        } catch (BecomeException refused) {
            return new Failed(true, String.valueOf(refused.getMessage()));
        }
    }
}
