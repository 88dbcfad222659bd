// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a {@link FakeHost} a machine that nobody has logged in to: accounts in files of its own, tools that make users and
 * check rules as strictly as the real ones, and what packages bring, laid aside until one is installed.
 */
final class FreshHost {
    private FreshHost() {}

    static FakeHost linux(Path directory, Shell shell) throws IOException {
        FakeHost host = accounts(new FakeHost(directory, shell), "useradd", "-m -s /bin/sh -p * anna", "*");
        host.answer("uname -s", "Linux\n");
        part(host, "wg", "case $1 in genkey) echo " + Samples.PRIVATE.revealBase64() + " ;; pubkey) echo "
                + Samples.OWN + " ;; *) exit 1 ;; esac\n");
        part(host, "ip", "echo '2: eth0    inet 192.0.2.4/24 brd 192.0.2.255 scope global eth0'\n"
                + "echo '3: wg0    inet 10.0.0.4/24 scope global wg0'\n"
                + "echo '2: eth0    inet6 2001:db8::4/64 scope global'\n");
        part(host, "pgrep", "[ \"$*\" = '-x sshd' ] && [ -f " + host.path("/run/sshd") + " ]\n");
        part(host, "nft", "exit 1\n");
        return host;
    }

    static FakeHost openBsd(Path directory, Shell shell) throws IOException {
        FakeHost host = accounts(new FakeHost(directory, shell), "useradd", "-m -s /bin/ksh anna", "*************");
        host.answer("uname -s", "OpenBSD\n");
        host.without("wg");
        host.script("ifconfig", "printf 'lo0: flags=8049\\n\\tinet 127.0.0.1 netmask 0xff000000\\n"
                + "vio0: flags=8843\\n\\tinet 192.0.2.4 netmask 0xffffff00\\n\\tinet6 fe80::1%%vio0 prefixlen 64\\n"
                + "\\tinet6 2001:db8::4 prefixlen 64\\nwg0: flags=80c3\\n\\tinet 10.0.0.4 netmask 0xffffff00\\n'\n");
        for (String base : new String[]{"doas", "sshd", "pgrep"}) {
            Files.copy(host.path("/parts/" + base), host.path("/bin/" + base));
        }
        return host;
    }

    private static FakeHost accounts(FakeHost host, String tool, String words, String hash) throws IOException {
        host.write("/etc/passwd", "rw-r--r--",
                "root:x:0:0:root:" + host.path("/root") + ":/bin/sh\n");
        host.write("/etc/shadow", "rw-------", "root:*:20000:0:99999:7:::\n");
        Files.createDirectories(host.path("/root"));
        host.script("id",
                "case $* in -u) echo 0 ;; '-u anna' | '-g anna') grep -q '^anna:' /etc/passwd && echo 1000 ;; "
                        + "'-g root') echo 0 ;; *) exit 1 ;; esac\n");
        host.script(tool, "[ \"$*\" = '" + words + "' ] || { echo 'usage: " + tool + "' >&2; exit 2; }\n"
                + addUser(host, hash));
        host.script("chpasswd", "[ \"$*\" = -e ] && read -r line && [ \"$line\" = 'anna:*' ] || exit 1\n"
                + "sed 's/^anna:[^:]*:/anna:*:/' /etc/shadow >/etc/shadow.new && mv /etc/shadow.new /etc/shadow\n");
        host.script("ssh-keygen", "[ \"$*\" = -A ] || exit 1\nmkdir -p /etc/ssh\n"
                + "echo 'ssh-ed25519 " + KEY + " root@fresh' >/etc/ssh/ssh_host_ed25519_key.pub\n");
        String start = ": >" + host.path("/run/sshd") + "\n";
        host.script("rcctl", "case $* in 'enable sshd') ;; 'start sshd') " + start + " ;; *) exit 1 ;; esac\n");
        part(host, "sshd", "exit 1\n");
        part(host, "pgrep", "[ \"$*\" = '-x sshd' ] && [ -f " + host.path("/run/sshd") + " ]\n");
        part(host, "doas", "[ \"$1\" = -C ] && [ $# -eq 2 ] && ! grep -v '^#' \"$2\" | grep -qv '^permit\\|^deny'\n");
        part(host, "visudo",
                "[ \"$1 $2 $3\" = '-c -q -f' ] && [ $# -eq 4 ] && ! grep -qv ' ALL=(root) NOPASSWD: /bin/sh$' \"$4\"\n");
        part(host, "sudo", "[ \"$*\" = '-n -l -U anna /bin/sh' ] && grep -q '^anna ' /etc/sudoers.d/mesh\n");
        return host;
    }

    static final String KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe";

    private static String addUser(FakeHost host, String hash) {
        return "echo 'anna:x:1000:1000::" + host.path("/home/anna") + ":/bin/sh' >>/etc/passwd\n"
                + "echo 'anna:" + hash + ":20000:0:99999:7:::' >>/etc/shadow\nmkdir -p " + host.path("/home/anna")
                + "\n";
    }

    /** A command that a package brings. */
    private static void part(FakeHost host, String tool, String body) throws IOException {
        Path file = host.path("/parts/" + tool);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body.replace("/etc/", host.path("/etc/") + "/"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As Alpine has it: no useradd, and accounts that are locked. */
    static void withBusyboxAccounts(FakeHost host) throws IOException {
        host.without("useradd");
        host.script("adduser", "[ \"$*\" = '-D -s /bin/sh anna' ] || exit 1\n" + addUser(host, "!"));
    }
}
