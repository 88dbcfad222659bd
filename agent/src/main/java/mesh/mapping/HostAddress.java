// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.List;
import java.util.Locale;

import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * An address that an interface of this host has.
 *
 * @param device the interface
 */
public record HostAddress(String device, IpAddress address) {
    private static final List<Cidr> NEVER_CALLED = List.of(Cidr.parse("0.0.0.0/8"), Cidr.parse("127.0.0.0/8"),
            Cidr.parse("169.254.0.0/16"), Cidr.parse("224.0.0.0/3"), Cidr.parse("::/127"), Cidr.parse("fe80::/10"),
            Cidr.parse("ff00::/8"));

    /** How devices are named whose network exists on this host only, or that are tunnels of somebody else. */
    private static final List<String> INNER = List.of("docker", "br-", "veth", "virbr", "podman", "cni", "lxc", "lxd",
            "vmnet", "vbox", "flannel", "cali", "tun", "tap", "wg", "tailscale", "zt", "vether", "vport");

    /** Whether another host can call it at all: it is neither loopback nor valid on one link only. */
    boolean canBeCalled() {
        return NEVER_CALLED.stream().noneMatch(network -> network.contains(address));
    }

    /** Whether the device is one of those that lead nowhere else: tried last, and changes there are no news. */
    boolean isInner() {
        String name = device.toLowerCase(Locale.ROOT);
        return INNER.stream().anyMatch(name::startsWith);
    }
}
