// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * File system of an OpenBSD-like lab host. Its own {@code /bin}, {@code /sbin}, {@code /usr/bin} and {@code /usr/sbin}
 * hold the model's commands and nothing else; the tools underneath are out of the search path, in
 * {@code /libexec/model}.
 */
final class OpenBsdRoot {
    /** Where the SSH server notes its process. */
    static final String SSHD_PID = "/var/run/sshd.pid";

    /** Search path of a root login on OpenBSD, without X11. */
    static final String PATH = "/sbin:/usr/sbin:/bin:/usr/bin:/usr/local/sbin:/usr/local/bin";

    private static final int DEPLOY_ID = 1000;

    private static final String MODEL = "libexec/model/";

    /** Commands that are scripts of their own, by directory. */
    private static final List<String> SCRIPTS = List.of("sbin/ifconfig", "sbin/route", "sbin/sysctl", "sbin/pfctl",
            "usr/bin/ftp", "usr/bin/nc", "usr/bin/netstat", "usr/sbin/rcctl", "usr/sbin/useradd", "usr/sbin/pkg_add",
            "bin/sh",
            "etc/netstart",
            "etc/rc.d/rc.subr");

    /** What the scripts read, and the first process. */
    private static final List<String> PARTS = List.of("addr.ksh", "kernel.ksh", "rtable.ksh", "wg-state.ksh",
            "wg-words.ksh",
            "wg-apply.ksh", "inet.ksh", "show.ksh", "flags.txt", "strict", "tool.b64", "tool.date", "tool.find",
            "tool.grep", "tool.install", "tool.mktemp", "tool.openssl", "tool.pgrep", "tool.ping", "tool.sed",
            "tool.stat", "tool.sum", "tool.tail", "tool.tar", "tool.uname", "pf-scan.awk", "pf.awk", "pf-rule.awk",
            "pf-nft.awk");

    /** As the system comes: everything passes, but for the X server's ports and who builds packages. */
    private static final String PF_CONF = """
            # See pf.conf(5) and /etc/examples/pf.conf

            set skip on lo

            block return\t# block stateless traffic
            pass\t\t# establish keep-state

            # By default, do not permit remote connections to X11
            block return in on ! lo0 proto tcp to port 6000:6010

            # Port build user does not need network
            block return out log proto {tcp udp} user _pbuild
            """;

    private OpenBsdRoot() {}

    static void build(Tree tree, HostFiles files, boolean wireguardTools) {
        for (String directory : List.of("", "altroot", "bin", "boot", "dev", "etc", "home", MODEL + "usr", "mnt",
                "proc",
                "run", "sbin", "sys", "usr", "usr/bin", "usr/local/bin", "usr/local/sbin", "usr/sbin", "usr/libexec",
                "var/empty",
                "var", "var/db", "var/log", "var/run", "etc/rc.d")) {
            tree.directory(directory, 0755);
        }
        tree.directory("tmp", 01777).directory("var/tmp", 01777).directory("root", 0700);
        hidden(tree);
        commands(tree, wireguardTools);
        accounts(tree);
        tree.file("etc/pf.conf", 0600, PF_CONF);
        names(tree, files);
        login(tree, files);
        network(tree, files);
    }

    /** The tools underneath need their loader and libraries at the usual places. */
    private static void hidden(Tree tree) {
        tree.link("lib", MODEL + "usr/lib").link("lib64", MODEL + "usr/lib64").link("usr/lib",
                "../" + MODEL + "usr/lib");
        tree.copyOfMachine("/etc/ld.so.cache").copyOfMachine("/etc/ssl/openssl.cnf");
        PARTS.forEach(part -> tree.script(MODEL + part, "openbsd/" + part));
        tree.script("boot/init", "openbsd/init");
    }

    private static void commands(Tree tree, boolean wireguardTools) {
        SCRIPTS.forEach(path -> tree.script(path, "openbsd/" + path.substring(path.lastIndexOf('/') + 1)));
        tree.file("sbin/logger", 0755, HostFiles.logger("/" + MODEL + "usr/bin/dash", "/" + MODEL + "usr/bin"));
        tree.link("bin/ksh", "/" + MODEL + "usr/bin/mksh").link("usr/bin/doas", "/" + MODEL + "usr/bin/doas");
        for (String line : tools()) {
            String[] fields = line.split(" ");
            tree.link(fields[0] + "/" + fields[1], "/" + MODEL + "strict");
        }
        if (wireguardTools) {
            tree.link("usr/local/bin/wg", "/" + MODEL + "usr/bin/wg");
        }
    }

    /** Lines of the option table: directory, name, options. */
    static List<String> tools() {
        List<String> lines = new ArrayList<>();
        for (String line : Tree.resource("openbsd/flags.txt").lines().toList()) {
            if (!line.startsWith("#")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static void accounts(Tree tree) {
        tree.file("etc/passwd", 0644,
                """
                        root:x:0:0:Charlie &:/root:/bin/ksh
                        daemon:x:1:1:The devil himself:/root:/sbin/nologin
                        sshd:x:27:27:sshd privsep:/var/empty:/sbin/nologin
                        _pbuild:x:21:21:dpb build user:/nonexistent:/sbin/nologin
                        nobody:x:32767:32767:Unprivileged user:/nonexistent:/sbin/nologin
                        deploy:x:1000:1000:deploy:/home/deploy:/bin/ksh
                        """).file("etc/shadow", 0600,
                        """
                                root:*:20000:0:99999:7:::
                                daemon:*:20000:0:99999:7:::
                                sshd:*:20000:0:99999:7:::
                                _pbuild:*:20000:0:99999:7:::
                                nobody:*:20000:0:99999:7:::
                                deploy:*:20000:0:99999:7:::
                                """)
                .file("etc/group", 0644,
                        """
                                wheel:x:0:root,deploy
                                daemon:x:1:
                                tty:x:4:
                                _pbuild:x:21:
                                sshd:x:27:
                                deploy:x:1000:
                                nobody:x:32767:
                                """)
                .file("etc/shells", 0644, "/bin/sh\n/bin/ksh\n");
        tree.file("etc/doas.conf", 0600, "permit nopass deploy as root cmd sh\n").file("etc/pam.d/doas", 0644,
                """
                        auth sufficient pam_rootok.so
                        auth required pam_deny.so
                        account required pam_permit.so
                        session required pam_permit.so
                        """);
    }

    private static void names(Tree tree, HostFiles files) {
        tree.file("etc/myname", 0644, files.name() + "\n")
                .file("etc/hosts", 0644, files.hosts())
                .file("etc/resolv.conf", 0644, "")
                .file("etc/nsswitch.conf", 0644, "passwd: files\ngroup: files\nshadow: files\nhosts: files\n")
                .file("root/.profile", 0644, "PATH=" + PATH + "\nexport PATH\n");
    }

    private static void login(Tree tree, HostFiles files) {
        String settings = files.sshdConfig(SSHD_PID, "/libexec/model/usr/lib/openssh/sftp-server");
        tree.file("etc/ssh/sshd_config", 0600, settings + "SetEnv PATH=" + PATH + "\n")
                .directory("root/.ssh", 0700)
                .file("root/.ssh/authorized_keys", 0600, files.authorizedKey())
                .directory("home/deploy", 0755)
                .directory("home/deploy/.ssh", 0700)
                .file("home/deploy/.ssh/authorized_keys", 0600, files.authorizedKey());
        for (String owned : List.of("home/deploy", "home/deploy/.ssh", "home/deploy/.ssh/authorized_keys")) {
            tree.owner(owned, DEPLOY_ID, DEPLOY_ID);
        }
    }

    /** One file for each link; a second link follows a line {@code -- NAME}. */
    private static void network(Tree tree, HostFiles files) {
        String[] links = files.network().split("(?m)^-- vio1\n");
        tree.file("etc/hostname.vio0", 0640, links[0]);
        if (links.length > 1) {
            tree.file("etc/hostname.vio1", 0640, links[1]);
        }
    }
}
