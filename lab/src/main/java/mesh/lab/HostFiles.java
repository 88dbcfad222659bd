// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * What differs from host to host in the files of its root.
 *
 * @param name host name
 * @param hosts content of {@code /etc/hosts}
 * @param network the host's own network set-up, in the language of its system
 * @param authorizedKey public key line that may log in as root and as deploy
 */
record HostFiles(String name, String hosts, String network, String authorizedKey) {

    /** Server settings: keys only, no DNS, everything else (MaxStartups, MaxSessions) as OpenSSH has it. */
    String sshdConfig(String pidFile, String sftpServer) {
        return """
                Port 22
                HostKey /etc/ssh/ssh_host_ed25519_key
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM no
                UseDNS no
                PrintMotd no
                PidFile %s
                AuthorizedKeysFile .ssh/authorized_keys
                AcceptEnv LANG LC_*
                Subsystem sftp %s
                """.formatted(pidFile, sftpServer);
    }

    /** The {@code logger} that holds programs at a {@link StepGate}; its shell and tools are out of any model. */
    static String logger(String shell, String tools) {
        return Tree.resource("logger").replace("@SHELL@", shell).replace("@BIN@", tools);
    }
}
