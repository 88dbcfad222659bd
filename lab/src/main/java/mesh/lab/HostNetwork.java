// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** Writes a host's own network set-up: {@code ip -batch} lines for Linux, hostname.if lines for OpenBSD. */
final class HostNetwork {

    private HostNetwork() {}

    static String of(LabHost host, LabSlot slot) {
        return switch (host.os()) {
            case LINUX -> linux(host, slot);
            case OPENBSD -> openBsd(host, slot);
        };
    }

    private static String linux(LabHost host, LabSlot slot) {
        String first = """
                link set lo up
                addr add %s/%d dev eth0
                addr add %s/%d dev eth0 nodad
                link set eth0 up
                route add default via %s
                """.formatted(host.address(), prefix(host), host.address6(), host.address6Bits(),
                gateway(host, slot));
        String everywhere = host.router().filter(router -> router.has(RouterTrait.IPV6))
                .map(router -> "route add default via " + router.addresses().lanAddress6(1) + " dev eth0\n").orElse("");
        return first + everywhere + host.router().map(router -> """
                addr add %s/32 dev mgmt0
                link set mgmt0 up
                route add %s/32 dev mgmt0
                """.formatted(host.sshAddress(), slot.managementController())).orElse("");
    }

    private static String openBsd(LabHost host, LabSlot slot) {
        String first = """
                inet %s/%d
                inet6 %s/%d
                !route -qn add -inet default %s
                """.formatted(host.address(), prefix(host), host.address6(), host.address6Bits(),
                gateway(host, slot));
        return first + host.router().map(router -> """
                -- vio1
                inet %1$s/32
                !route -qn add -inet %2$s/32 -iface %1$s
                """.formatted(host.sshAddress(), slot.managementController())).orElse("");
    }

    private static int prefix(LabHost host) {
        return host.router().isEmpty() ? 22 : 24;
    }

    private static String gateway(LabHost host, LabSlot slot) {
        return host.router().map(router -> router.lanAddress()).orElse(slot.backboneAddress());
    }
}
