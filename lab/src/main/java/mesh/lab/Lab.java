// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running lab: hosts and routers on this machine, reached over SSH from this machine only. Several labs can run side
 * by side, in one JVM or in several. Closing it, or the end of this JVM in any way, ends all of it.
 *
 * <pre>{@code
 * try (Lab lab = Lab.named("demo").linux("a").openBsd("b").start()) {
 *     lab.host("a").run("ping -c1 " + lab.host("b").address()).orThrow();
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {

    private final String name;
    private final LabSlot slot;
    private final Map<String, LabHost> hosts = new LinkedHashMap<>();
    private final Map<String, LabRouter> routers = new LinkedHashMap<>();
    private Optional<Keeper> keeper = Optional.empty();

    private Lab(String name, LabSlot slot) {
        this.name = name;
        this.slot = slot;
    }

    /** Begins a lab; the name shows in messages only. */
    public static LabBuilder named(String name) {
        return new LabBuilder(name);
    }

    /** Why no lab can run here, one reason a line, each with what to install or to be; empty when one can. */
    public static List<String> missing() {
        return LabRequirements.missing();
    }

    /** Same, for a lab with hosts that have {@link HostOption#withSystemd}. */
    public static List<String> missingWithSystemd() {
        return Stream.concat(missing().stream(), LabRequirements.missingForSystemd().stream()).toList();
    }

    /** Debian packages that together give every command a lab needs. */
    public static List<String> debianPackages() {
        return LabRequirements.debianPackages();
    }

    /** Removes what labs left behind whose owner is gone. Running labs are not touched. */
    public static void sweep() {
        for (int number = 0; number < LabSlot.COUNT; number++) {
            if (Files.exists(LabSlot.HOME.resolve(Integer.toString(number)))) {
                LabSlot.tryTake(number).ifPresent(slot -> {
                    try (slot) {
                        clear(slot);
                    }
                });
            }
        }
    }

    private static void clear(LabSlot slot) {
        Keeper.endRecorded(slot.directory());
        Underlay.removeLinks(slot);
        Cgroups.remove(slot);
        Tree.delete(slot.directory());
    }

    static Lab start(String name, List<HostSpec> specs, Map<String, RouterSpec> routers) {
        boolean systemd = specs.stream().anyMatch(HostSpec::systemd);
        List<String> missing = systemd ? missingWithSystemd() : missing();
        if (!missing.isEmpty()) {
            throw new LabException("no lab can run here: " + String.join("; ", missing));
        }
        sweep();
        Lab lab = new Lab(name, freeSlot());
        try {
            lab.build(specs, routers);
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static LabSlot freeSlot() {
        for (int number = 0; number < LabSlot.COUNT; number++) {
            Optional<LabSlot> slot = LabSlot.tryTake(number);
            if (slot.isPresent() && Underlay.free(slot.get())) {
                return slot.get();
            }
            slot.ifPresent(LabSlot::close);
        }
        throw new LabException("all " + LabSlot.COUNT + " places for labs are taken");
    }

    private void build(List<HostSpec> specs, Map<String, RouterSpec> routerSpecs) {
        new Tree(directory()).directory("", 0700).file("name", 0644, name + "\n");
        SshKey.generate(identityFile(), "lab-" + name);
        KernelLimits.raiseFor(specs.size());
        Keeper started = Keeper.start(directory());
        keeper = Optional.of(started);
        Underlay underlay = Underlay.open(slot, started);
        LabAssembly assembly = new LabAssembly(slot, started, underlay);
        assembly.routers(routerSpecs.values()).forEach(router -> routers.put(router.name(), router));
        assembly.hosts(specs, routers).forEach(host -> hosts.put(host.name(), host));
        assembly.bootAll(List.copyOf(hosts.values()), identityFile());
    }

    public LabHost host(String hostName) {
        return Optional.ofNullable(hosts.get(hostName))
                .orElseThrow(() -> new IllegalArgumentException("no host " + hostName + " in lab " + name));
    }

    public LabRouter router(String routerName) {
        return Optional.ofNullable(routers.get(routerName))
                .orElseThrow(() -> new IllegalArgumentException("no router " + routerName + " in lab " + name));
    }

    /** All hosts, in the order they were declared. */
    public List<LabHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /** Private key (OpenSSH format, no passphrase) that root and deploy accept on every host. */
    public Path identityFile() {
        return directory().resolve("identity");
    }

    /** Real host keys of all hosts, one known_hosts line each. */
    public List<String> knownHosts() {
        return hosts.values().stream().map(host -> host.sshAddress() + " " + host.hostKey()).toList();
    }

    /** The controller's address on the wide-area network. */
    public String controllerAddress() {
        return slot.controllerAddress();
    }

    /** The controller's IPv6 address on the wide-area network. */
    public String controllerAddress6() {
        return slot.controllerAddress6();
    }

    /** Everything the lab keeps on disk; removed on close. */
    public Path directory() {
        return slot.directory();
    }

    LabSlot slot() {
        return slot;
    }

    /** Ends all processes, then removes links and files. May be called twice. */
    @Override
    public void close() {
        if (!slot.held()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try (slot) {
            keeper.ifPresent(Keeper::close);
            Underlay.removeLinks(slot);
            Cgroups.remove(slot);
            Tree.delete(directory());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
