// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.files.Activation;
import mesh.net.InterfaceName;

/**
 * Bring-up by systemd-networkd. A reload makes devices that are missing; it may drop all peers of a device whose file
 * changed (systemd issue 38196), so it runs only when the device is not there.
 */
final class NetworkdActivation {
    private static final String CHECK = """
            file="$STAGE/etc/systemd/network/50-mesh-wgN.netdev"
            { grep -qx 'Kind=wireguard' "$file" && [ -z "$(tail -c 1 "$file")" ]; } ||
            { echo "50-mesh-wgN.netdev is not whole" >&2; exit 1; }
            systemctl is-active --quiet systemd-networkd.service ||
            { echo "systemd-networkd does not run here; start it or use format wg-quick" >&2; exit 1; }
            if systemctl is-enabled --quiet wg-quick@wgN.service 2>/dev/null &&
                ! grep -qF ' /etc/wireguard/wgN.conf ' /etc/mesh/wgN/manifest 2>/dev/null; then
                echo "wg-quick@wgN.service sets wgN up at boot too: disable it, or use format wg-quick" >&2
                exit 1
            fi
            """;

    /** Waits 10 seconds at the most. Networkd may hear of a deletion after the first reload, hence the repetition. */
    private static final String UP = """
            systemctl enable --quiet systemd-networkd.service &&
            {
                tries=0
                until ip -o address show dev wgN 2>/dev/null | grep -q ' inet'; do
                    if [ "$tries" -ge 100 ]; then
                        why=$(journalctl -u systemd-networkd.service --since=-2min -o cat --no-pager 2>/dev/null |
                            grep '^wgN: ' | tail -n 1)
                        echo "systemd-networkd did not bring up wgN within 10 seconds${why:+; it says: $why}" >&2
                        exit 1
                    fi
                    if [ "$((tries % 20))" -eq 0 ] && ! ip link show dev wgN >/dev/null 2>&1; then
                        networkctl reload || exit 1
                    fi
                    tries=$((tries + 1))
                    sleep 0.1
                done
            }
            """;

    private static final String DELETE = """
            if ip link show dev wgN >/dev/null 2>&1; then
                ip link delete dev wgN
            fi
            """;

    private static final String DOWN = """
            rm -f /etc/systemd/network/50-mesh-wgN.netdev /etc/systemd/network/50-mesh-wgN.network &&
            {
            %s} &&
            if systemctl is-active --quiet systemd-networkd.service; then
                networkctl reload
            fi
            """.formatted(DELETE);

    private NetworkdActivation() {}

    static Activation of(InterfaceName interfaceName) {
        return new Activation(ActivationScript.of(CHECK, interfaceName), ActivationScript.of(UP, interfaceName),
                ActivationScript.of("{\n" + DELETE + "} &&\n" + UP, interfaceName),
                ActivationScript.of(DOWN, interfaceName));
    }
}
