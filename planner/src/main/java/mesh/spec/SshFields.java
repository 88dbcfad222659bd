// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.OneOrMany;

/** Keys of the SSH sections. */
final class SshFields {
    static final Field HOST = Field
            .optional("host", Texts.NETWORK_HOST, "Address or name where sshd listens.", "192.168.1.4")
            .byDefault("the first endpoint for everybody, else the host's name");

    private SshFields() {}

    static List<Field> shared() {
        return List.of(
                Field.optional("port", Texts.PORT, "TCP port of sshd.", "22").byDefault("22"),
                Field.optional("user", Texts.USER, "Login name.", "root").byDefault("root"),
                Field.optional("become", Texts.BECOME, "How the login gets root, without a password prompt.", "doas")
                        .byDefault("none for root; else doas on OpenBSD and sudo on Linux"),
                Field.optional("jump", Texts.SSH_ADDRESS, "Another sshd to go through: USER@HOST:PORT.",
                        "admin@bastion.example.net:22"),
                Field.optional("identity", new OneOrMany(Texts.FILE), "Private key files to log in with.",
                        "[~/.ssh/id_ed25519]").byDefault("the SSH agent and the usual files"));
    }
}
