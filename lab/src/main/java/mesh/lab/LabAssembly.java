// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts the members of a lab together: routers first, then all hosts at the same time. */
final class LabAssembly {

    /** Hosts built at one time; platform threads, since most of the work is files. */
    private static final int PARALLEL = 16;

    private final LabSlot slot;
    private final Keeper keeper;
    private final Underlay underlay;

    LabAssembly(LabSlot slot, Keeper keeper, Underlay underlay) {
        this.slot = slot;
        this.keeper = keeper;
        this.underlay = underlay;
    }

    List<LabRouter> routers(Collection<RouterSpec> specs) {
        Map<String, LabRouter> routers = new LinkedHashMap<>();
        for (RouterSpec spec : specs) {
            int lan = routers.size() + 1;
            RouterAddresses addresses = spec.outer().map(routers::get)
                    .map(outer -> RouterAddresses.behind(slot, outer.addresses(), lan))
                    .orElseGet(() -> RouterAddresses.onWan(slot, lan));
            LabRouter router = LabRouter.start(spec, addresses, slot, keeper);
            router.open(underlay, spec.outer().map(routers::get));
            routers.put(spec.name(), router);
        }
        return List.copyOf(routers.values());
    }

    List<LabHost> hosts(List<HostSpec> specs, Map<String, LabRouter> routers) {
        List<LabHost> hosts = new ArrayList<>();
        Map<String, Integer> behind = new HashMap<>();
        for (HostSpec spec : specs) {
            int index = hosts.size();
            Optional<LabRouter> router = spec.router().map(routers::get);
            HostAddresses addresses = router
                    .map(r -> HostAddresses.onLan(slot, index, r, behind.merge(r.name(), 1, Integer::sum)))
                    .orElseGet(() -> HostAddresses.onWan(slot, index));
            HostPlace place = new HostPlace(slot.directory().resolve("hosts").resolve(spec.name()),
                    Cgroups.of(slot, spec.name()));
            LabHost host = new LabHost(spec, index, addresses, router, place);
            LabFaults faults = new LabFaults(host, underlay);
            host.exposeTo(faults);
            host.onReboot(() -> {
                faults.keepDiskForReboot();
                host.kill();
                StepGate.removeAll(host);
                host.boot(keeper, underlay);
            });
            hosts.add(host);
        }
        return hosts;
    }

    void bootAll(List<LabHost> hosts, Path identity) {
        String authorizedKey = SshKey.publicLine(identity);
        StringBuilder names = new StringBuilder("127.0.0.1 localhost\n::1 localhost\n");
        hosts.forEach(h -> names.append(h.address()).append(' ').append(h.name()).append('\n'));
        List<Runnable> boots = hosts.stream().<Runnable>map(host -> () -> {
            HostFiles files = new HostFiles(host.name(), names.toString(), HostNetwork.of(host, slot), authorizedKey);
            build(host, files);
            host.boot(keeper, underlay);
        }).toList();
        together(boots);
    }

    private static void build(LabHost host, HostFiles files) {
        Tree tree = new Tree(host.root());
        new Tree(host.directory()).script("boot.sh", "boot.sh");
        switch (host.os()) {
            case LINUX -> {
                LinuxRoot.build(tree, files);
                if (host.spec().systemd()) {
                    SystemdRoot.build(tree);
                }
            }
            case OPENBSD -> OpenBsdRoot.build(tree, files, host.spec().wireguardTools());
        }
        SshKey.generate(host.root().resolve("etc/ssh/ssh_host_ed25519_key"), host.name());
    }

    /** Runs all, waits for all, then throws the first failure. */
    private static void together(List<Runnable> actions) {
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> futures = new ArrayList<>();
            actions.forEach(action -> futures.add(threads.submit(action)));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof RuntimeException failure ? failure : new LabException("a host did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while hosts started", e);
        }
    }
}
