# SPDX-License-Identifier: Apache-2.0
# Makes of a fresh machine one that mesh can log in to: packages, SSH server, a user, its key, its rule. What is there
# already is left alone. One line for each thing: "+ " where something was done, two blanks where nothing had to be.

kept() {
    printf '  %s\n' "$1" >&3
}

did() {
    printf '+ %s\n' "$1" >&3
}

refuse() {
    stop "$status_refused" "$1"
}

# expect_system NAME: as uname says it.
expect_system() {
    if [ "$(id -u)" != 0 ]; then refuse "this changes the system: run it as root"; fi
    system=$(uname -s)
    if [ "$system" != "$1" ]; then refuse "the spec says that this host runs $1, and it runs $system"; fi
    find_family
}

# find_family: whose packages these are, by os-release(5); empty where mesh does not know.
find_family() {
    family=
    packages=
    tools=
    if [ "$system" = OpenBSD ]; then
        family=openbsd
        return
    fi
    # shellcheck disable=SC2013 # words are wanted
    for word in $(awk -F= '$1 == "ID" || $1 == "ID_LIKE" { gsub(/["\047]/, "", $2); print $2 }' /etc/os-release); do
        case $word in
            debian | ubuntu) family=debian ;;
            fedora | rhel | centos) family=fedora ;;
            alpine) family=alpine ;;
            arch) family=arch ;;
            *) continue ;;
        esac
        return
    done
}

# need TOOL DEBIAN FEDORA ALPINE ARCH [OPENBSD]: names of the package that has TOOL.
need() {
    if has "$1"; then
        kept "$1 is there"
        return
    fi
    case $family in
        debian) package=$2 ;;
        fedora) package=$3 ;;
        alpine) package=$4 ;;
        arch) package=$5 ;;
        openbsd) package=${6:-} ;;
        *) package= ;;
    esac
    if [ -z "$package" ]; then refuse "$1 is not here, and mesh does not know how to get it: install it, then run this again"; fi
    packages="$packages $package"
    tools="$tools $1"
}

# install_needed: all that need found missing, at once.
install_needed() {
    if [ -z "$packages" ]; then return; fi
    # shellcheck disable=SC2086 # a list of words
    install_packages $packages || refuse "these packages cannot be installed:$packages"
    for tool in $tools; do
        if ! has "$tool"; then refuse "$tool is not here, although its package is"; fi
    done
    did "installed:$packages"
}

# install_packages NAME...: recommended ones would bring a kernel. Lists are fetched first, since a fresh image has none.
install_packages() {
    case $family in
        debian)
            DEBIAN_FRONTEND=noninteractive
            export DEBIAN_FRONTEND
            apt-get -q -o DPkg::Lock::Timeout=300 update
            apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@"
            ;;
        fedora) dnf -q -y --setopt=install_weak_deps=False install "$@" ;;
        alpine) apk add --no-cache "$@" ;;
        # Without lists, or with old ones, the whole system has to be brought up to date: Arch supports no less.
        arch) pacman -S --noconfirm --needed "$@" || pacman -Syu --noconfirm --needed "$@" ;;
        openbsd) pkg_add -I "$@" ;;
    esac
}

# serve_ssh: sshd has a key and runs, now and after a boot.
serve_ssh() {
    if [ -s /etc/ssh/ssh_host_ed25519_key.pub ]; then
        kept "the SSH host key is there"
    else
        ssh-keygen -A || refuse "ssh-keygen makes no host key"
        did "made the SSH host keys"
    fi
    if sshd_runs; then
        kept "sshd runs"
    else
        start_sshd || refuse "sshd does not run and cannot be started from here: start it, then run this again"
        did "started sshd, at every boot from now on"
    fi
}

sshd_runs() {
    if pgrep -x sshd >/dev/null 2>&1; then return; fi
    [ -d /run/systemd/system ] || return
    for unit in ssh.socket sshd.socket ssh.service sshd.service; do
        if systemctl is-active --quiet "$unit"; then return; fi
    done
    return 1
}

start_sshd() {
    if [ -d /run/systemd/system ]; then
        systemctl enable --quiet --now ssh.service 2>/dev/null || systemctl enable --quiet --now sshd.service
    elif has rc-update; then
        rc-update -q add sshd default && rc-service -q sshd start
    elif has rcctl; then
        rcctl enable sshd && rcctl start sshd
    else
        return 1
    fi
}

# let_root_in: where sshd can say that it does not, nobody has to find out later.
let_root_in() {
    if sshd -T 2>/dev/null | grep -qx 'permitrootlogin no'; then
        refuse "sshd lets root not in: write 'PermitRootLogin prohibit-password' into /etc/ssh/sshd_config, or set ssh.user to another"
    fi
}

# make_user NAME: without a password that anybody could type.
make_user() {
    if id -u "$1" >/dev/null 2>&1; then
        kept "user $1 is there"
    else
        add_user "$1" || refuse "user $1 cannot be made"
        did "made user $1, without a password"
    fi
    if [ "$system" = Linux ]; then unlock_user "$1"; fi
}

add_user() {
    if [ "$system" = OpenBSD ]; then
        useradd -m -s /bin/ksh "$1"
    elif has useradd; then
        useradd -m -s /bin/sh -p '*' "$1"
    else
        adduser -D -s /bin/sh "$1"
    fi
}

# unlock_user NAME: "!" locks an account, and an sshd without PAM lets it in by no key. "*" is no password either.
unlock_user() {
    hash=$(awk -F: -v user="$1" '$1 == user { print $2 }' /etc/shadow)
    case $hash in
        '!' | '!!')
            echo "$1:*" | chpasswd -e || refuse "the account of $1 is locked and cannot be unlocked"
            did "unlocked $1, still without a password"
            ;;
        '!'*) refuse "the account of $1 is locked: unlock it by 'usermod -U $1', or name another in ssh.user" ;;
    esac
}

# find_home USER: sets home, and refuses who cannot log in.
find_home() {
    home=$(awk -F: -v user="$1" '$1 == user { print $6 }' /etc/passwd)
    case $(awk -F: -v user="$1" '$1 == user { print $7 }' /etc/passwd) in
        */nologin | */false) refuse "user $1 cannot log in: give it a shell, or name another in ssh.user" ;;
    esac
    if [ ! -d "$home" ]; then refuse "user $1 has no home directory"; fi
    if [ -L "$home/.ssh" ] || [ -L "$home/.ssh/authorized_keys" ]; then
        refuse "$home/.ssh has a symbolic link, and root follows none there: add the key by hand"
    fi
}

# let_in USER TYPE KEY COMMENT: a line of authorized_keys(5), unless the key is in one.
let_in() {
    find_home "$1"
    file=$home/.ssh/authorized_keys
    if [ -f "$file" ] && awk -v key="$3" '
        !/^[ \t]*#/ { for (i = 1; i <= NF; i++) if ($i == key) found = 1 }
        END { exit !found }' "$file"; then
        kept "$1 lets this key in: $2 $4"
        return
    fi
    mkdir -p "$home/.ssh" && rm -f "$file.mesh" && {
        if [ -f "$file" ]; then awk 1 "$file"; fi
        echo "$2 $3 $4"
    } >"$file.mesh" && chown "$1:$(id -g "$1")" "$home/.ssh" "$file.mesh" && chmod 700 "$home/.ssh" &&
        chmod 600 "$file.mesh" && mv -f "$file.mesh" "$file" || refuse "$file cannot be written"
    if has restorecon; then restorecon -R "$home/.ssh"; fi
    did "$1 lets this key in: $2 $4"
}

# add_line FILE MODE LINE CHECK...: puts LINE at the end of FILE once CHECK says that the whole is right. MODE is that of a
# file that was not there.
add_line() {
    target=$1
    mode=$2
    line=$3
    shift 3
    if [ -f "$target" ] && grep -qxF "$line" "$target"; then
        kept "$target says: $line"
        return
    fi
    # Neither sudo nor doas reads a file with a dot in its name.
    part=$target.mesh
    rm -f "$part"
    if [ -f "$target" ]; then
        cp -p "$target" "$part" && awk 1 "$target" >"$part"
    else
        : >"$part" && chmod "$mode" "$part"
    fi && echo "$line" >>"$part" || refuse "$part cannot be written"
    if ! "$@" "$part"; then
        rm -f "$part"
        refuse "$target was not changed: with the line '$line' it would not be valid"
    fi
    mv -f "$part" "$target" || refuse "$target cannot be written"
    did "$target says: $line"
}

# allow_sudo USER: the one command that mesh asks for.
allow_sudo() {
    if [ ! -d /etc/sudoers.d ]; then mkdir /etc/sudoers.d && chmod 750 /etc/sudoers.d || refuse "/etc/sudoers.d cannot be made"; fi
    add_line /etc/sudoers.d/mesh 440 "$1 ALL=(root) NOPASSWD: /bin/sh" visudo -c -q -f
    if ! sudo -n -l -U "$1" /bin/sh >/dev/null; then
        refuse "/etc/sudoers does not read /etc/sudoers.d: add the line '@includedir /etc/sudoers.d' by visudo"
    fi
}

# allow_doas USER: the last line that fits counts, so it goes to the end.
allow_doas() {
    add_line /etc/doas.conf 600 "permit nopass $1 as root cmd sh" doas -C
}

# own_key INTERFACE GROUP DIRECTORY_MODE KEY_MODE: says whether birth made the key or found it.
own_key() {
    if [ -s "/etc/mesh/$1/private.key" ]; then found_key=yes; else found_key=; fi
    birth "$@"
    if [ -n "$found_key" ]; then kept "the WireGuard key is there"; else did "made the WireGuard key"; fi
}
