// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.net.SocketTimeoutException;
import java.util.Locale;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;

/** What a failed JSch login means. Host keys are judged before by {@link PinnedHostKeys#refusal}. */
final class JschFailure {
    private JschFailure() {}

    /**
     * @param login {@code user@host}, for people
     * @param offered the keys that were offered
     */
    static SshException of(JSchException failed, String login, String offered, Wire wire) {
        if (isLoginRefusal(failed)) {
            return new SshException(SshException.Reason.LOGIN_REFUSED, login + " was refused. Offered: " + offered
                    + ". Check ssh.user, and that the host's authorized_keys holds one of these keys.");
        }
        if (hasCause(failed, SocketTimeoutException.class)) {
            return tooSlow(login);
        }
        if (!wire.greeted()) {
            return noGreeting(login, wire.firstWords());
        }
        if (failed instanceof JSchAlgoNegoFailException nego) {
            return new SshException(SshException.Reason.PROTOCOL, login + ": no " + nego.getAlgorithmName()
                    + " algorithm in common: the server offers " + RemoteText.printable(nego.getServerProposal()));
        }
        return new SshException(SshException.Reason.PROTOCOL, login + ": " + RemoteText.printable(text(failed)));
    }

    static SshException tooSlow(String login) {
        return new SshException(SshException.Reason.TIMED_OUT,
                login + " answers, but too slowly to log in: check the host's load and its name service (UseDNS)");
    }

    private static SshException noGreeting(String login, String firstWords) {
        if (firstWords.isEmpty() || firstWords.startsWith("Exceeded MaxStartups")
                || firstWords.startsWith("Not allowed at this time")) {
            String said = firstWords.isEmpty() ? "" : " (it says: " + RemoteText.printable(firstWords) + ")";
            return SshException.droppedEarly(login + ": the server closed the connection before its greeting" + said
                    + ": it may be overloaded (MaxStartups), or refuse this address");
        }
        return new SshException(SshException.Reason.PROTOCOL,
                login + ": no SSH server is there: it answers '" + RemoteText.printable(firstWords) + "'");
    }

    private static boolean isLoginRefusal(JSchException failed) {
        if (failed instanceof JSchSessionDisconnectException disconnect) {
            return lower(disconnect.getDescription()).contains("authentication failures");
        }
        String text = text(failed);
        return text.startsWith("Auth fail") || text.startsWith("Auth cancel") || text.startsWith("USERAUTH fail");
    }

    private static boolean hasCause(Throwable failed, Class<? extends Throwable> type) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String text(JSchException failed) {
        String message = failed.getMessage();
        return message == null ? "the connection broke" : message.replace("Session.connect: ", "");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
