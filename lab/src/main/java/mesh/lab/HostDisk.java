// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a host's disk that a test may fill: {@code /etc} and {@code /var/log}, which share one small file system
 * from {@link #fill} on. A reboot finds the files as they were at that moment, on the large disk.
 */
final class HostDisk {

    private static final String FILL = """
            set -e
            if [ ! -d /run/disk ]; then
                mkdir /run/disk /run/lower
                mount --bind / /run/lower
                mount -t tmpfs -o size=64m,mode=755 tmpfs /run/disk
                mkdir /run/disk/etc /run/disk/log
                cp -a /run/lower/etc/. /run/disk/etc/
                cp -a /run/lower/var/log/. /run/disk/log/
                if [ -d /run/disk/etc/alternatives ]; then mount --bind /etc/alternatives /run/disk/etc/alternatives; fi
                mount --rbind /run/disk/etc /etc
                mount --bind /run/disk/log /var/log
            fi
            used() { read -r heads; read -r device size used rest; echo "$used"; }
            kib=$(df -Pk /run/disk | used)
            inodes=$(df -Pi /run/disk | used)
            mount -o "remount,size=${kib}k,nr_inodes=$inodes" /run/disk
            """;

    private static final String FREE = """
            if [ -d /run/disk ]; then mount -o remount,size=64m,nr_inodes=16384 /run/disk; fi
            """;

    private static final String WRITE_BACK = """
            set -e
            [ -d /run/disk ] || exit 0
            find /run/lower/etc -mindepth 1 -maxdepth 1 ! -name alternatives -exec rm -rf {} +
            find /run/disk/etc -mindepth 1 -maxdepth 1 ! -name alternatives -exec cp -a {} /run/lower/etc/ ';'
            rm -rf /run/lower/var/log/*
            cp -a /run/disk/log/. /run/lower/var/log/
            """;

    private final LabHost host;

    HostDisk(LabHost host) {
        this.host = host;
    }

    /** Not a byte and not a name more fits in; what somebody deletes is free again. */
    void fill() {
        host.underneath(FILL).orThrow();
    }

    /** Room again; the files stay. */
    void free() {
        host.underneath(FREE).orThrow();
    }

    /** Brings the files over to the disk that outlives the host, with every process of the host held still. */
    void keepForReboot() {
        if (host.underneath("test -d /run/disk").ok()) {
            List<String> stop = new ArrayList<>(List.of("kill", "-STOP"));
            host.processes().forEach(process -> stop.add(Long.toString(process.pid())));
            Command.run(stop, Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
            host.underneath(WRITE_BACK).orThrow();
        }
    }

    void readOnlyEtc() {
        host.underneath("mount --rbind /etc /etc && mount -o remount,bind,ro /etc").orThrow();
    }

    void writableEtc() {
        host.underneath("umount -l /etc").orThrow();
    }
}
