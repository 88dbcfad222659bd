// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * File system of a Linux lab host: this machine's {@code /usr}, shown read-only, and everything else of its own. The
 * init system is a small likeness of OpenRC ({@code rc-update}, {@code rc-service}, {@code /etc/init.d},
 * {@code /etc/runlevels}), so the host stands for distributions without systemd.
 */
final class LinuxRoot {
    /** Where the SSH server notes its process. */
    static final String SSHD_PID = "/run/sshd.pid";

    private static final int DEPLOY_ID = 1000;

    private static final List<String> COPIED = List.of("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
            "/etc/ssl/openssl.cnf", "/etc/login.defs", "/etc/protocols", "/etc/services",
            "/etc/iproute2", "/etc/os-release", "/etc/debian_version", "/etc/bash.bashrc", "/etc/security");

    private LinuxRoot() {}

    static void build(Tree tree, HostFiles files) {
        for (String directory : List.of("", "etc", "home", "mnt", "opt", "proc", "run", "srv", "sys", "usr", "var",
                "dev", "boot", "etc/alternatives", "var/lib", "var/log", "var/cache", "var/spool")) {
            tree.directory(directory, 0755);
        }
        tree.directory("tmp", 01777).directory("var/tmp", 01777).directory("root", 0700);
        tree.link("var/run", "/run").link("var/lock", "/run/lock");
        for (String merged : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
            if (Files.exists(Path.of("/" + merged), LinkOption.NOFOLLOW_LINKS)) {
                tree.link(merged, "usr/" + merged);
            }
        }
        COPIED.forEach(tree::copyOfMachine);
        accounts(tree);
        names(tree, files);
        login(tree, files);
        services(tree);
        tree.file("boot/network", 0600, files.network()).script("boot/init", "linux/init");
    }

    private static void accounts(Tree tree) {
        tree.file("etc/passwd", 0644,
                """
                        root:x:0:0:root:/root:/bin/bash
                        daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
                        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                        sshd:x:100:65534::/run/sshd:/usr/sbin/nologin
                        systemd-network:x:998:998:systemd Network Management:/:/usr/sbin/nologin
                        deploy:x:1000:1000:deploy:/home/deploy:/bin/bash
                        """).file("etc/shadow", 0640,
                        """
                                root:*:20000:0:99999:7:::
                                daemon:*:20000:0:99999:7:::
                                nobody:*:20000:0:99999:7:::
                                sshd:!:20000::::::
                                systemd-network:!*:20000::::::
                                deploy:*:20000:0:99999:7:::
                                """)
                .file("etc/group", 0644,
                        """
                                root:x:0:
                                daemon:x:1:
                                tty:x:5:
                                sudo:x:27:deploy
                                shadow:x:42:
                                systemd-network:x:998:
                                deploy:x:1000:
                                nogroup:x:65534:
                                """)
                .file("etc/shells", 0644, "/bin/sh\n/bin/bash\n");
        for (String service : List.of("other", "sudo", "doas", "su", "login")) {
            tree.file("etc/pam.d/" + service, 0644,
                    """
                            auth sufficient pam_rootok.so
                            auth required pam_deny.so
                            account required pam_permit.so
                            session required pam_permit.so
                            """);
        }
        tree.file("etc/sudoers", 0440,
                """
                        Defaults env_reset
                        Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
                        root ALL=(ALL:ALL) ALL
                        deploy ALL=(root) NOPASSWD: /bin/sh
                        @includedir /etc/sudoers.d
                        """);
    }

    private static void names(Tree tree, HostFiles files) {
        tree.file("etc/hostname", 0644, files.name() + "\n")
                .file("etc/hosts", 0644, files.hosts())
                .file("etc/resolv.conf", 0644, "")
                .file("etc/nsswitch.conf", 0644, "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n")
                .file("etc/machine-id", 0444, "")
                .file("etc/profile", 0644,
                        """
                                if [ "$(id -u)" -eq 0 ]; then
                                  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
                                else
                                  PATH="/usr/local/bin:/usr/bin:/bin"
                                fi
                                export PATH
                                """)
                .directory("etc/wireguard", 0700);
    }

    private static void login(Tree tree, HostFiles files) {
        tree.file("etc/ssh/sshd_config", 0644, files.sshdConfig(SSHD_PID, "/usr/lib/openssh/sftp-server"))
                .directory("root/.ssh", 0700)
                .file("root/.ssh/authorized_keys", 0600, files.authorizedKey())
                .directory("home/deploy", 0755)
                .directory("home/deploy/.ssh", 0700)
                .file("home/deploy/.ssh/authorized_keys", 0600, files.authorizedKey());
        for (String owned : List.of("home/deploy", "home/deploy/.ssh", "home/deploy/.ssh/authorized_keys")) {
            tree.owner(owned, DEPLOY_ID, DEPLOY_ID);
        }
    }

    private static void services(Tree tree) {
        tree.directory("etc/runlevels/boot", 0755).directory("etc/runlevels/default", 0755)
                .script("etc/init.d/wg-quick", "linux/wg-quick.initd");
        tree.directory("../local", 0755)
                .script("../local/sbin/rc-update", "linux/rc-update")
                .script("../local/sbin/rc-service", "linux/rc-service")
                .script("../local/sbin/openrc-run", "linux/openrc-run")
                .file("../local/sbin/logger", 0755, HostFiles.logger("/bin/sh", "/usr/bin"));
    }
}
