// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running router: WAN side on the wide-area network or on the LAN of another router, LAN side a bridge for the hosts
 * declared behind it.
 */
public final class LabRouter {

    private static final int MOST_HOSTS = 8;

    private final RouterSpec spec;
    private final LabSlot slot;
    private final Member member;
    private final Path directory;
    private volatile RouterAddresses addresses;

    private LabRouter(RouterSpec spec, RouterAddresses addresses, LabSlot slot, Member member, Path directory) {
        this.spec = spec;
        this.addresses = addresses;
        this.slot = slot;
        this.member = member;
        this.directory = directory;
    }

    /** Starts the process that holds the router's namespace; {@link #open} connects it. */
    static LabRouter start(RouterSpec spec, RouterAddresses addresses, LabSlot slot, Keeper keeper) {
        Path directory = slot.directory().resolve("routers").resolve(spec.name());
        new Tree(directory).directory("", 0755).script("router.sh", "router.sh")
                .script("connect-proxy", "connect-proxy");
        List<String> line = new ArrayList<>(List.of("unshare", "--net", "sh", directory + "/router.sh",
                directory + "/links", directory + "/rules"));
        if (spec.has(RouterTrait.HTTP_PROXY_ONLY)) {
            line.addAll(List.of(directory + "/connect-proxy", addresses.lanAddress(1),
                    Integer.toString(RouterTrait.PROXY_PORT)));
        }
        Member member = Member.start(keeper.asMember(line.toArray(String[]::new)));
        LabRouter router = new LabRouter(spec, addresses, slot, member, directory);
        router.writeDown();
        return router;
    }

    private void writeDown() {
        RouterAddresses at = addresses;
        new Tree(directory).file("links", 0644, links(at) + (spec.has(RouterTrait.IPV6) ? links6(at) : ""))
                .file("rules", 0644, RouterRules.of(spec, at.wan(), at.lanAddress(0) + "/24"));
    }

    void open(Underlay underlay, Optional<LabRouter> outer) {
        underlay.plug(this, outer, member);
        member.go();
        Keeper.await("router " + name(), Command.DEFAULT_TIMEOUT, () -> run("nft list table inet guard").ok());
        if (spec.has(RouterTrait.HTTP_PROXY_ONLY)) {
            Keeper.await("proxy of router " + name(), Command.DEFAULT_TIMEOUT,
                    () -> run("ss -Hltn 'sport = :" + RouterTrait.PROXY_PORT + "' | grep -q .").ok());
        }
    }

    private static String links(RouterAddresses at) {
        return """
                link set lo up
                link add lan type bridge forward_delay 0 mcast_snooping 0
                addr add %s/24 dev lan
                link set lan up
                addr add %s/%d dev wan
                link set wan up
                route add default via %s
                """.formatted(at.lanAddress(1), at.wan(), at.wanBits(), at.gateway());
    }

    /** The network of the LAN is part of the wide-area network, so the router answers there for its hosts. */
    private static String links6(RouterAddresses at) {
        StringBuilder lines = new StringBuilder("addr add %s/64 dev wan nodad\naddr add %s/112 dev lan nodad\n"
                .formatted(at.wan6(), at.lanAddress6(1)));
        for (int n = 1; n <= MOST_HOSTS; n++) {
            lines.append("neigh add proxy ").append(at.lanAddress6(HostAddresses.FIRST_ON_LAN + n))
                    .append(" dev wan\n");
        }
        return lines.toString();
    }

    /** Address of the WAN side. */
    public String address() {
        return addresses.wan();
    }

    /** Its own address on the LAN, where the proxy of {@link RouterTrait#HTTP_PROXY_ONLY} listens. */
    public String lanAddress() {
        return addresses.lanAddress(1);
    }

    public String name() {
        return spec.name();
    }

    public NatKind kind() {
        return spec.kind();
    }

    boolean has(RouterTrait trait) {
        return spec.has(trait);
    }

    RouterAddresses addresses() {
        return addresses;
    }

    int index() {
        return addresses.index();
    }

    /** Forgets every mapping, as after a short loss of power; the next packets get the ports they would get at first. */
    public void forgetMappings() {
        forget("");
    }

    /** Forgets every mapping, and has other ports from now on. */
    public void rebind() {
        forget(RouterRules.otherPorts());
    }

    /** Boots with another WAN address. */
    public void changeAddress() {
        String before = address();
        addresses = addresses.elsewhere(slot);
        writeDown();
        readdress(before, "");
    }

    private void forget(String moreRules) {
        readdress(address(), moreRules);
    }

    /** With the address of an interface the kernel forgets what was masqueraded behind it, and no more. */
    private void readdress(String before, String moreRules) {
        RouterAddresses at = addresses;
        run("ip addr del %s/%d dev wan".formatted(before, at.wanBits())).orThrow();
        Command.must(inside("nft", "-f", "-"), RouterRules.of(spec, at.wan(), at.lanAddress(0) + "/24") + moreRules);
        run("conntrack -F").orThrow();
        run("ip addr add %s/%d dev wan && ip route add default via %s".formatted(at.wan(), at.wanBits(), at.gateway()))
                .orThrow();
    }

    /** Runs a command in the router's network namespace, with this machine's files. */
    public LabResult run(String command) {
        return Command.run(inside("sh", "-c", command), Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
    }

    List<String> inside(String... argv) {
        List<String> line = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(member.pid()), "--net", "--"));
        line.addAll(List.of(argv));
        return line;
    }
}
