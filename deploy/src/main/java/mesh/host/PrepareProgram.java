// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.enrol.Enrolment;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;

/**
 * Makes of a fresh machine one that mesh can log in to: packages, SSH server, login, its rule, WireGuard key. Run again, it
 * changes nothing. Each thing is a line, which starts with {@code +} where something was done.
 */
public final class PrepareProgram {
    private static final List<String> LIBRARIES = List.of("common", "home", "birth", "prepare");
    private static final String ROOT = "root";

    private PrepareProgram() {}

    /** For a machine that can be logged in to already. */
    public static HostProgram of(Preparation wanted) {
        return HostProgram.reporting(LIBRARIES, commands(wanted) + "tell done\n");
    }

    /**
     * For a machine that cannot be reached yet: a file that somebody runs there as root. It ends with the host's answer. It
     * holds the token, so it is a secret until the answer is taken, or its time is over.
     */
    public static HostProgram answering(Preparation wanted, Enrolment enrolment) {
        String head = """
                #!/bin/sh
                # Prepares host %2$s of mesh %1$s. On its console, as root: sh FILE
                # A SECRET until its answer was taken, and useless after %3$s: it holds a token that counts once.
                # To paste it: cat >FILE, then this text and ^D, then sh FILE. Cut off anywhere, it does nothing.
                """.formatted(enrolment.mesh(), enrolment.host(), enrolment.expires());
        String key = wanted.bearsKey() ? "\"$public\"" : "-";
        return HostProgram.file(head, List.of("common", "home", "birth", "prepare", "answer"),
                ShellText.withInput("read -r token", enrolment.token().orElseThrow().revealHex() + "\n")
                        + "until_second " + enrolment.expires().getEpochSecond() + "\n" + commands(wanted)
                        + ShellText.words(List.of("tell_answer", enrolment.mesh().text(), enrolment.host().text()))
                        + " "
                        + key + "\n");
    }

    private static String commands(Preparation wanted) {
        StringBuilder out = new StringBuilder("begin " + wanted.reach().interfaceName() + "\n");
        boolean linux = wanted.reach().os() == OperatingSystem.LINUX;
        out.append("expect_system ").append(linux ? "Linux" : "OpenBSD").append('\n');
        if (linux) {
            out.append("need wg wireguard-tools wireguard-tools wireguard-tools wireguard-tools\n"
                    + "need ip iproute2 iproute iproute2 iproute2\n"
                    + "need pgrep procps procps-ng procps procps-ng\n"
                    + "need sshd openssh-server openssh-server openssh openssh\n");
            if (wanted.filters()) {
                out.append("need nft nftables nftables nftables nftables\n");
            }
        } else {
            out.append("kept 'WireGuard is in the base system: no package is needed for it'\n");
        }
        out.append(become(wanted)).append("install_needed\nserve_ssh\n").append(login(wanted));
        if (wanted.bearsKey()) {
            KeyHome home = KeyHome.of(wanted.reach().format());
            out.append(ShellText.words(List.of("own_key", wanted.reach().interfaceName().text(), home.group(),
                    home.directoryMode(), home.keyMode()))).append('\n');
        }
        return out.toString();
    }

    private static String become(Preparation wanted) {
        return switch (becoming(wanted.reach().ssh())) {
            case NONE -> "";
            case SUDO -> "need sudo sudo sudo sudo sudo sudo--\n";
            case DOAS -> "need doas opendoas opendoas doas opendoas\n";
        };
    }

    private static String login(Preparation wanted) {
        SshSettings ssh = wanted.reach().ssh();
        String user = ssh.user().text();
        StringBuilder out = new StringBuilder(
                user.equals(ROOT) ? "let_root_in\n" : ShellText.words(List.of("make_user", user)) + "\n");
        for (LoginKey key : wanted.keys()) {
            out.append(ShellText.words(List.of("let_in", user, key.type(), key.base64(), key.comment()))).append('\n');
        }
        return out + switch (becoming(ssh)) {
            case NONE -> "";
            case SUDO -> ShellText.words(List.of("allow_sudo", user)) + "\n";
            case DOAS -> ShellText.words(List.of("allow_doas", user)) + "\n";
        };
    }

    private static SshSettings.Become becoming(SshSettings ssh) {
        return ssh.user().text().equals(ROOT) ? SshSettings.Become.NONE : ssh.become();
    }
}
