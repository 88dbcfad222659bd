// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.files.Activation;
import mesh.net.InterfaceName;

/**
 * Bring-up by netstart(8), with tools of OpenBSD's base system only. Netstart exits 0 although a line failed, and drops
 * a last line without its end silently; so both are looked at here.
 */
final class HostnameIfActivation {
    private static final String CHECK = """
            file="$STAGE/etc/hostname.wgN"
            { [ -s "$file" ] && [ -z "$(tail -c 1 "$file")" ]; } ||
            { echo "hostname.wgN is empty or has no final line end" >&2; exit 1; }
            if grep -Ev '^(#|wgkey |wgport |inet |inet6 |mtu |description |wgpeer |up$|!route |!sh /etc/mesh/wgN/ground up$)' "$file" >&2; then
                echo "hostname.wgN has the lines above, which mesh never writes" >&2
                exit 1
            fi
            """;

    private static final String READ = """
            sh /etc/netstart -n wgN >/dev/null &&
            """;

    private static final String START = """
            sh /etc/netstart wgN &&
            { ifconfig wgN | grep wgpubkey >/dev/null ||
            { echo "netstart left wgN without its key" >&2; exit 1; }; }
            """;

    private static final String DOWN = """
            if ifconfig wgN >/dev/null 2>&1; then
                ifconfig wgN destroy
            fi
            """;

    private HostnameIfActivation() {}

    static Activation of(InterfaceName interfaceName) {
        return new Activation(ActivationScript.of(CHECK, interfaceName),
                ActivationScript.of(READ + START, interfaceName),
                ActivationScript.of(READ + "{\n" + DOWN + "} &&\n" + START, interfaceName),
                ActivationScript.of(DOWN, interfaceName));
    }
}
