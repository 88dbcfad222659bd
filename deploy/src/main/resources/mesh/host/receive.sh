# A file of the agent's program comes on standard input: its name tells its content, which is looked at before it is used.
umask 022
directory=/usr/local/lib/mesh
PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
part=$directory/.part.$$
refuse() {
    rm -rf "$part" "$part.d"
    printf "%s\n" "$1" >&2
    exit 76
}
mkdir -p "$directory" && cat >"$part" || refuse "cannot write $part"
if command -v sha256sum >/dev/null; then
    found=$(sha256sum <"$part")
elif command -v sha256 >/dev/null; then
    found=$(sha256 -q "$part")
else
    found=$(openssl dgst -sha256 <"$part")
    found=${found##* }
fi
if [ "${found%% *}" != "$2" ]; then refuse "it arrived damaged"; fi
case $1 in
    *.jar) mv -f "$part" "$1" || refuse "cannot put $1 in place" ;;
    *)
        mkdir "$part.d" && gzip -dc <"$part" | (cd "$part.d" && tar -xf -) && [ -x "$part.d/bin/java" ] &&
            rm -rf "$1" && mv "$part.d" "$1" || refuse "cannot unpack $1"
        rm -f "$part"
        ;;
esac
