// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wires of one lab. In the keeper's network namespace: bridge {@code wan}, where every WAN address sits, and bridge
 * {@code mgmt}, over which the controller alone reaches hosts behind routers (its ports cannot reach each other). In
 * the namespace of this JVM: one link to each bridge. Nothing is forwarded out of the machine.
 */
final class Underlay implements AutoCloseable {

    private static final List<String> IP_BATCH = List.of("ip", "-batch", "-");

    private final LabSlot slot;
    private final Keeper keeper;
    private final LinkCuts wanCuts;
    private final Map<LabRouter, LinkCuts> lanCuts = new ConcurrentHashMap<>();

    private Underlay(LabSlot slot, Keeper keeper) {
        this.slot = slot;
        this.keeper = keeper;
        this.wanCuts = new LinkCuts(keeper.inWan("nft", "-f", "-"));
    }

    static Underlay open(LabSlot slot, Keeper keeper) {
        Underlay underlay = new Underlay(slot, keeper);
        removeLinks(slot);
        batch(keeper.inWan("ip", "-batch", "-"),
                """
                        link add wan type bridge forward_delay 0 mcast_snooping 0
                        link add mgmt type bridge forward_delay 0 mcast_snooping 0
                        addr add %s/22 dev wan
                        link set wan up
                        link set mgmt up
                        route add unreachable default
                        """.formatted(slot.backboneAddress()));
        underlay.connectController();
        batch(keeper.inWan("ip", "-batch", "-"), "link set ctl master wan up\nlink set ctlm master mgmt up\n");
        return underlay;
    }

    private void connectController() {
        String wan = slot.controllerLink();
        String management = slot.managementLink();
        batch(IP_BATCH, """
                link add %s type veth peer name ctl netns %d
                link add %s type veth peer name ctlm netns %d
                """.formatted(wan, keeper.pid(), management, keeper.pid()));
        allowIpv6(wan);
        batch(IP_BATCH, """
                addr add %1$s/22 dev %4$s
                addr add %2$s/64 dev %4$s nodad
                addr add %3$s/32 dev %5$s
                link set %4$s up
                link set %5$s up
                route add %6$s/24 dev %5$s src %3$s
                """.formatted(slot.controllerAddress(), slot.controllerAddress6(), slot.managementController(), wan,
                management, slot.managementAddress(0)));
    }

    /** A machine may have IPv6 off for links by default; the kernel without it has no such file. */
    private static void allowIpv6(String link) {
        try {
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", link, "disable_ipv6"), "0");
        } catch (IOException e) {
            throw new LabException("cannot turn IPv6 on for " + link + ": " + e.getMessage(), e);
        }
    }

    /** True when neither an address nor a route of this machine lies in the slot's subnet. */
    static boolean free(LabSlot slot) {
        String inside = Command.must(List.of("ip", "-4", "route", "show", "root", slot.subnet()), "");
        return inside.isBlank();
    }

    /** Puts a host's links into its network namespace; a reboot puts them in anew. */
    void plug(LabHost host, Member member) {
        Optional<LabRouter> router = host.router();
        String link = host.os() == LabOs.LINUX ? "eth0" : "vio0";
        if (router.isEmpty()) {
            wire(keeper.inWan("ip", "-batch", "-"), "p" + host.index(), "wan", link, host.index(), member);
        } else {
            wire(router.get().inside("ip", "-batch", "-"), "l" + host.index(), "lan", link, host.index(), member);
            String management = host.os() == LabOs.LINUX ? "mgmt0" : "vio1";
            wire(keeper.inWan("ip", "-batch", "-"), "m" + host.index(), "mgmt", management, host.index(), member);
            batch(keeper.inWan("ip", "-batch", "-"),
                    "link set m" + host.index() + " type bridge_slave isolated on\n");
        }
    }

    /** Puts a router's WAN link into its network namespace. */
    void plug(LabRouter router, Optional<LabRouter> outer, Member member) {
        List<String> ip = outer.map(before -> before.inside("ip", "-batch", "-"))
                .orElseGet(() -> keeper.inWan("ip", "-batch", "-"));
        wire(ip, "p" + router.index(), outer.isPresent() ? "lan" : "wan", "wan", router.index(), member);
    }

    void cut(LabHost host, LabPath path) {
        cuts(host, path).cut(port(host, path), path);
    }

    void heal(LabHost host, LabPath path) {
        cuts(host, path).heal(port(host, path), path);
    }

    /** Over the management network a host behind a router has SSH only; the rest goes through its router. */
    private LinkCuts cuts(LabHost host, LabPath path) {
        return host.router()
                .filter(router -> path == LabPath.MESH)
                .map(router -> lanCuts.computeIfAbsent(router, r -> new LinkCuts(r.inside("nft", "-f", "-"))))
                .orElse(wanCuts);
    }

    private static String port(LabHost host, LabPath path) {
        String onLan = path == LabPath.MESH ? "l" : "m";
        return (host.router().isPresent() ? onLan : "p") + host.index();
    }

    private void wire(List<String> ip, String port, String bridge, String link, int index, Member member) {
        int kind = port.charAt(0);
        Command.run(ip, Command.LINUX_PATH, "link del " + port + "\n", Command.DEFAULT_TIMEOUT);
        batch(ip,
                """
                        link add %1$s type veth peer name %2$s address %3$s netns %4$d
                        link set %1$s master %5$s up
                        """.formatted(port, link, slot.mac(index, kind), member.pid(), bridge));
    }

    private static void batch(List<String> ip, String lines) {
        Command.must(ip, lines);
    }

    /** Removes the controller's links; the far ends go with them. */
    @Override
    public void close() {
        removeLinks(slot);
    }

    static void removeLinks(LabSlot slot) {
        for (String link : List.of(slot.controllerLink(), slot.managementLink())) {
            if (Files.exists(Path.of("/sys/class/net", link))) {
                Command.run(List.of("ip", "link", "del", link), Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
            }
        }
    }
}
