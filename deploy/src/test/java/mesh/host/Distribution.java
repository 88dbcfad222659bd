// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.io.IOException;

/**
 * A fresh machine of one distribution: its os-release, its packages under their names there, and a package manager that
 * takes the arguments of its manual page in the order that is used and refuses every other, and every unknown package.
 */
enum Distribution {
    /** apt-get(8). A fresh image has no lists: without an update nothing is found. */
    DEBIAN("ID=debian\n", "apt-get", """
            case "$*" in
                '-q -o DPkg::Lock::Timeout=300 update') : >"$ROOT/lists"; exit ;;
                '-q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install '*) shift 6 ;;
                *) echo "E: Invalid operation $*" >&2; exit 100 ;;
            esac
            [ "${DEBIAN_FRONTEND:-}" = noninteractive ] || { echo "a question nobody answers" >&2; exit 100; }
            [ -f "$ROOT/lists" ] || { echo "E: Unable to locate package $1" >&2; exit 100; }
            """,
            "wireguard-tools:wg iproute2:ip procps:pgrep openssh-server:sshd nftables:nft sudo:sudo,visudo opendoas:doas"),
    UBUNTU("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", "apt-get", DEBIAN.check, DEBIAN.packages),
    /** A derivative of a derivative, known by what it is like. */
    MINT("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "apt-get", DEBIAN.check, DEBIAN.packages),
    /** dnf(8). */
    FEDORA("ID=fedora\n", "dnf", """
            case "$*" in
                '-q -y --setopt=install_weak_deps=False install '*) shift 4 ;;
                *) echo "dnf: unrecognized arguments: $*" >&2; exit 2 ;;
            esac
            """,
            "wireguard-tools:wg iproute:ip procps-ng:pgrep openssh-server:sshd nftables:nft sudo:sudo,visudo opendoas:doas"),
    ROCKY("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "dnf", FEDORA.check, FEDORA.packages),
    /** apk(8). */
    ALPINE("ID=alpine\n", "apk", """
            case "$*" in
                'add --no-cache '*) shift 2 ;;
                *) echo "apk: unrecognized: $*" >&2; exit 1 ;;
            esac
            """, "wireguard-tools:wg iproute2:ip procps:pgrep openssh:sshd nftables:nft sudo:sudo,visudo doas:doas"),
    /** pacman(8). A fresh image has no databases: only with -Sy are there any, and only with -u is that supported. */
    ARCH("ID=arch\n", "pacman",
            """
                    case "$*" in
                        '-S --noconfirm --needed '*) [ -f "$ROOT/lists" ] || { echo "error: database file for 'core' does not exist" >&2; exit 1; } ;;
                        '-Syu --noconfirm --needed '*) : >"$ROOT/lists" ;;
                        *) echo "error: invalid option $*" >&2; exit 1 ;;
                    esac
                    shift 3
                    """,
            "wireguard-tools:wg iproute2:ip procps-ng:pgrep openssh:sshd nftables:nft sudo:sudo,visudo opendoas:doas");

    private final String release;
    private final String manager;
    private final String check;
    private final String packages;

    Distribution(String release, String manager, String check, String packages) {
        this.release = release;
        this.manager = manager;
        this.check = check;
        this.packages = packages;
    }

    String manager() {
        return manager;
    }

    /** Makes {@code host} such a machine, without any tool that a package would bring. */
    void installOn(FakeHost host) throws IOException {
        host.write("/etc/os-release", "rw-r--r--", release);
        for (String tool : new String[]{"wg", "wg-quick", "ip"}) {
            host.without(tool);
        }
        String root = host.path("/").toString();
        host.script(manager, "ROOT=" + root + "\nPACKAGES='" + packages + "'\necho \"" + manager
                + " $*\" >>$ROOT/calls\n" + check + """
                        for name in "$@"; do
                            found=
                            for known in $PACKAGES; do
                                if [ "${known%%:*}" = "$name" ]; then found=${known#*:}; fi
                            done
                            [ -n "$found" ] || { echo "no package $name" >&2; exit 1; }
                            for tool in $(echo "$found" | tr , ' '); do cp "$ROOT/parts/$tool" "$ROOT/bin/$tool"; done
                        done
                        """);
    }
}
