#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# boot.sh ROOT USR LOG [CGROUP]: makes one host of the namespaces it was started in.
#   ROOT  directory that becomes / ; it lives as long as the lab, so /etc, /var, /root and /home outlive a reboot
#   USR   path below ROOT where this machine's /usr is shown, read-only
#   LOG   file that takes all console output
#   CGROUP  directory of the machine's cgroup2 tree that this host gets as its own, for an init that needs one
# First line out: own process number as the machine counts (this /proc is still the machine's).
# Then one line in: the links are here.
set -e
read -r pid rest </proc/self/stat
echo "$pid"
read -r _ || exit 0
root=$1 usr=$2
exec </dev/null >>"$3" 2>&1
if [ -n "${4:-}" ]; then
    mkdir -p "$4"
    echo 0 >"$4/cgroup.procs"
fi

mount --bind "$root" "$root"
cd "$root"
mount --bind /usr "$usr"
mount -o remount,bind,ro "$usr"
if [ -d ../local ]; then
    mount --bind ../local "$usr/local"
fi
if [ -d etc/alternatives ]; then
    mount --bind /etc/alternatives etc/alternatives
    mount -o remount,bind,ro etc/alternatives
fi
mount -t proc -o nosuid,nodev,noexec proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,bind,rw proc/sys/net
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
for fresh in run var/run; do
    if [ -d "$fresh" ] && [ ! -L "$fresh" ]; then
        mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs "$fresh"
    fi
done
mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs tmp

mount -t tmpfs -o nosuid,noexec,mode=755 tmpfs dev
mkdir dev/net dev/pts dev/shm
for node in null zero full random urandom tty net/tun; do
    : >"dev/$node"
    mount --bind "/dev/$node" "dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr

mkdir -p old
pivot_root . old
cd /
"/$usr/bin/umount" -l old
"/$usr/bin/rmdir" old
# A host cannot load modules, set the clock or reach the kernel log: they belong to the machine.
exec "/$usr/bin/setpriv" --bounding-set=-sys_module,-sys_time,-sys_rawio,-syslog,-mac_admin,-mac_override,-wake_alarm \
    "/$usr/bin/dash" /boot/init
