// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.files.Activation;
import mesh.net.InterfaceName;

/**
 * Bring-up by wg-quick(8), kept over a reboot by the host's own init: systemd, OpenRC where wireguard-tools brought a
 * script for it, or whatever else the host's owner set up. Its unit waits for ever for an endpoint's name to resolve;
 * bring-up does not.
 */
final class WgQuickActivation {
    private static final String CHECK = """
            file="$STAGE/etc/wireguard/wgN.conf"
            { grep -qx '\\[Interface\\]' "$file" && [ -z "$(tail -c 1 "$file")" ]; } ||
            { echo "wgN.conf is not whole" >&2; exit 1; }
            """;

    private static final String UP = """
            if [ -d /run/systemd/system ]; then
                systemctl enable --quiet wg-quick@wgN.service &&
                timeout 60 systemctl restart wg-quick@wgN.service
            elif command -v rc-update >/dev/null && [ -x /etc/init.d/wg-quick ]; then
                ln -sf wg-quick /etc/init.d/wg-quick.wgN &&
                { [ -e /etc/runlevels/default/wg-quick.wgN ] || rc-update add wg-quick.wgN default; } &&
                { rc-service wg-quick.wgN stop >/dev/null 2>&1 || :; } &&
                rc-service wg-quick.wgN start
            else
                wg-quick up wgN
            fi
            """;

    private static final String STOP = """
            if [ -d /run/systemd/system ]; then
                systemctl stop wg-quick@wgN.service || :
                systemctl reset-failed wg-quick@wgN.service 2>/dev/null || :
            elif [ -e /etc/init.d/wg-quick.wgN ]; then
                rc-service wg-quick.wgN stop || :
            fi
            if ip link show dev wgN >/dev/null 2>&1; then
                wg-quick down wgN || ip link delete dev wgN
            fi
            """;

    private static final String FORGET = """
            if [ -d /run/systemd/system ]; then
                systemctl disable --quiet wg-quick@wgN.service
            elif [ -e /etc/init.d/wg-quick.wgN ]; then
                if [ -e /etc/runlevels/default/wg-quick.wgN ]; then rc-update del wg-quick.wgN default; fi &&
                rm -f /etc/init.d/wg-quick.wgN
            fi
            """;

    private WgQuickActivation() {}

    static Activation of(InterfaceName interfaceName) {
        return new Activation(ActivationScript.of(CHECK, interfaceName), ActivationScript.of(UP, interfaceName),
                ActivationScript.of(inOrder(STOP, UP), interfaceName),
                ActivationScript.of(inOrder(STOP, FORGET), interfaceName));
    }

    private static String inOrder(String first, String second) {
        return "{\n" + first + "} &&\n{\n" + second + "}\n";
    }
}
