// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What ssh(1) meant by what it printed before it gave up. It does not translate its messages. */
final class OpenSshFailure {
    private static final Pattern SHOWN = Pattern.compile("debug1: Server host key: (\\S+) (SHA256:\\S+)");
    private static final Pattern OFFERED = Pattern.compile("debug1: Offering public key: (.+)");
    private static final Pattern KEY_NAME = Pattern
            .compile("(?:host key is known for|Host key for|host key for) (\\S+) (?:and you|has changed|is marked)");

    private final KnownHosts knownHosts;
    private final List<HostKeyName> names;
    private final String login;

    /**
     * @param names the target and its jump host
     * @param login {@code user@host}, for people
     */
    OpenSshFailure(KnownHosts knownHosts, List<HostKeyName> names, String login) {
        this.knownHosts = knownHosts;
        this.names = names;
        this.login = login;
    }

    /** @param said standard error of ssh, with its debug lines */
    SshException explain(String said) {
        if (said.contains("Host key verification failed") || said.contains("REVOKED HOST KEY DETECTED")) {
            return hostKey(said);
        }
        if (said.contains("Permission denied (") || said.contains("Too many authentication failures")) {
            String offered = String.join(", ",
                    OFFERED.matcher(said).results().map(match -> RemoteText.printable(match.group(1))).toList());
            return new SshException(SshException.Reason.LOGIN_REFUSED,
                    login + " was refused. Offered: " + (offered.isEmpty() ? "nothing" : offered)
                            + ". Check ssh.user, and that the host's authorized_keys holds one of these keys.");
        }
        String line = lastWords(said);
        String lower = line.toLowerCase(Locale.ROOT);
        if (isUnreachable(lower)) {
            return new SshException(SshException.Reason.UNREACHABLE, "cannot reach " + login + ": " + line
                    + "; check that the host is up and that its sshd listens there");
        }
        if (lower.contains("timed out")) {
            return JschFailure.tooSlow(login);
        }
        if (said.contains("kex_exchange_identification:") && !said.contains("debug1: Remote protocol version")
                && (lower.contains("closed by") || lower.contains("reset by"))) {
            return SshException.droppedEarly(login + ": the server closed the connection before its greeting: it may"
                    + " be overloaded (MaxStartups), or refuse this address");
        }
        return new SshException(SshException.Reason.PROTOCOL, login + ": " + line);
    }

    private SshException hostKey(String said) {
        String named = last(KEY_NAME, said).map(match -> match.group(1)).orElse("");
        HostKeyName name = names.stream().filter(candidate -> candidate.toString().equals(named)).findFirst()
                .orElse(names.getFirst());
        String shown = last(SHOWN, said).map(match -> RemoteText.printable(match.group(1) + " " + match.group(2)))
                .orElse("another key");
        return HostKeyRefusal.told(name, shown, said.contains("REVOKED HOST KEY DETECTED"), knownHosts);
    }

    private static boolean isUnreachable(String line) {
        return line.contains("connection refused") || line.contains("no route to host")
                || line.contains("network is unreachable") || line.contains("could not resolve")
                || line.contains("connect to host") || line.contains("stdio forwarding failed")
                || line.contains("open failed");
    }

    /** The last line that says something; lines that only follow from it do not count. */
    private static String lastWords(String said) {
        List<String> lines = said.lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("debug1:") && !line.startsWith("OpenSSH_")
                        && !line.startsWith("Connection closed by UNKNOWN"))
                .toList();
        Optional<String> cause = lines.stream().filter(line -> isUnreachable(line.toLowerCase(Locale.ROOT)))
                .findFirst();
        String chosen = cause.orElse(lines.isEmpty() ? "ssh ended without a word" : lines.getLast());
        return RemoteText.printable(chosen);
    }

    private static Optional<MatchResult> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((first, second) -> second);
    }
}
