// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.List;
import java.util.UUID;

/** What a Linux lab host needs on top of {@link LinuxRoot} to boot with this machine's systemd. */
final class SystemdRoot {

    private static final String UNITS = "/usr/lib/systemd/system/";

    /** Units of the machine that have no place in a namespace host. */
    private static final List<String> MASKED = List.of("getty.target", "console-getty.service", "systemd-udevd.service",
            "systemd-udev-trigger.service", "systemd-timesyncd.service", "systemd-resolved.service",
            "systemd-logind.service", "systemd-remount-fs.service", "systemd-modules-load.service",
            "systemd-sysctl.service", "systemd-binfmt.service", "systemd-journald-audit.socket", "dev-hugepages.mount",
            "dev-mqueue.mount",
            "sys-kernel-debug.mount", "sys-kernel-tracing.mount", "sys-kernel-config.mount",
            "sys-fs-fuse-connections.mount", "e2scrub_reap.service", "apt-daily.timer", "apt-daily-upgrade.timer",
            "fstrim.timer", "man-db.timer", "dpkg-db-backup.timer", "e2scrub_all.timer");

    private SystemdRoot() {}

    static void build(Tree tree) {
        tree.script("boot/init", "linux/init-systemd")
                .file("etc/machine-id", 0444, UUID.randomUUID().toString().replace("-", "") + "\n")
                .link("etc/systemd/system/default.target", UNITS + "multi-user.target")
                .link("etc/systemd/system/multi-user.target.wants/ssh.service", UNITS + "ssh.service")
                .link("etc/systemd/system/multi-user.target.wants/systemd-networkd.service",
                        UNITS + "systemd-networkd.service")
                .link("etc/systemd/system/dbus-org.freedesktop.network1.service", UNITS + "systemd-networkd.service")
                .link("etc/systemd/system/sockets.target.wants/systemd-networkd.socket",
                        UNITS + "systemd-networkd.socket")
                .directory("etc/systemd/network", 0755)
                .file("etc/systemd/system/ssh.service.d/lab.conf", 0644,
                        """
                                [Service]
                                ExecStart=
                                ExecStart=/usr/sbin/sshd -D -e
                                StandardError=append:/boot/console
                                """)
                .file("etc/default/locale", 0644, "LANG=C.UTF-8\n");
        MASKED.forEach(unit -> tree.link("etc/systemd/system/" + unit, "/dev/null"));
        accounts(tree);
    }

    /** dbus wants its user; without a bus networkctl has nobody to talk to. */
    private static void accounts(Tree tree) {
        tree.append("etc/passwd", "messagebus:x:101:101::/nonexistent:/usr/sbin/nologin\n")
                .append("etc/shadow", "messagebus:!:20000::::::\n")
                .append("etc/group",
                        "messagebus:x:101:\nadm:x:4:\nsystemd-journal:x:999:\nutmp:x:43:\nkvm:x:105:\nrender:x:106:\n");
    }
}
