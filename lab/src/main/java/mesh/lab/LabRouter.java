// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Path;
import java.util.List;

/** A running router: WAN side on the wide-area network, LAN side a bridge for the hosts declared behind it. */
public final class LabRouter {

    private final String name;
    private final NatKind kind;
    private final int index;
    private final int lan;
    private final LabSlot slot;
    private final Member member;

    private LabRouter(String name, NatKind kind, int index, int lan, LabSlot slot, Member member) {
        this.name = name;
        this.kind = kind;
        this.index = index;
        this.lan = lan;
        this.slot = slot;
        this.member = member;
    }

    /** Starts the process that holds the router's namespace; {@link #open} connects it. */
    static LabRouter start(String name, NatKind kind, int index, int lan, LabSlot slot, Keeper keeper) {
        Path directory = slot.directory().resolve("routers").resolve(name);
        Tree tree = new Tree(directory).directory("", 0755)
                .file("rules", 0644, kind.ruleset())
                .script("router.sh", "router.sh");
        Member member = Member.start(keeper.asMember("unshare", "--net", "sh", directory + "/router.sh",
                directory + "/links", directory + "/rules"));
        LabRouter router = new LabRouter(name, kind, index, lan, slot, member);
        tree.file("links", 0644, router.links());
        return router;
    }

    void open(Underlay underlay) {
        underlay.plug(this, member);
        member.go();
        Keeper.await("router " + name, Command.DEFAULT_TIMEOUT,
                () -> Command.run(inside("nft", "list", "table", "inet", "guard"), Command.LINUX_PATH, "",
                        Command.DEFAULT_TIMEOUT).ok());
    }

    private String links() {
        return """
                link set lo up
                link add lan type bridge forward_delay 0 mcast_snooping 0
                addr add %s/24 dev lan
                link set lan up
                addr add %s/22 dev wan
                link set wan up
                route add default via %s
                """.formatted(lanAddress(1), address(), slot.backboneAddress());
    }

    /** Address on the wide-area network. */
    public String address() {
        return slot.memberAddress(index);
    }

    public String name() {
        return name;
    }

    public NatKind kind() {
        return kind;
    }

    int index() {
        return index;
    }

    /** IPv4 address of the n-th machine of the LAN; 1 is the router itself. */
    String lanAddress(int n) {
        return "192.168." + lan + "." + n;
    }

    /** Runs a command in the router's network namespace, with this machine's files. */
    public LabResult run(String command) {
        return Command.run(inside("sh", "-c", command), Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
    }

    List<String> inside(String... argv) {
        List<String> line = new java.util.ArrayList<>(
                List.of("nsenter", "--target", Long.toString(member.pid()), "--net", "--"));
        line.addAll(List.of(argv));
        return line;
    }
}
