// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LiveService;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/** What changes in the interface itself, its peers left out. */
final class InterfaceChanges {
    private final DesiredHost host;
    private final Optional<LiveInterface> running;
    private final List<LiveService> services;

    InterfaceChanges(DesiredHost host, LiveHost live) {
        this.host = host;
        this.running = live.iface();
        this.services = live.services();
    }

    /** Key, port, MTU and new addresses. Creating an interface includes its key, port and MTU. */
    List<Change> settings(boolean birth) {
        List<Change> changes = new ArrayList<>();
        running.ifPresent(iface -> {
            if (!iface.up()) {
                changes.add(new Change.InterfaceUp(iface.name()));
            }
            host.iface().publicKey().filter(key -> !birth && !iface.publicKey().equals(Optional.of(key)))
                    .ifPresent(key -> changes.add(new Change.KeyReplace(iface.publicKey(), key)));
            if (!iface.port().equals(Optional.of(host.iface().port()))) {
                changes.add(new Change.PortChange(iface.port(), host.iface().port()));
            }
            if (iface.mtuBytes() != host.iface().mtu().bytes()) {
                changes.add(new Change.MtuChange(iface.mtuBytes(), host.iface().mtu()));
            }
        });
        host.iface().addresses().stream().filter(address -> !addresses().contains(address))
                .forEach(address -> changes.add(new Change.AddressAdd(address)));
        return changes;
    }

    /** Bringing an interface up enables its service too; one that runs already may lack it. */
    List<Change> services() {
        List<Change> changes = new ArrayList<>();
        running.flatMap(iface -> LiveService.of(host.reach().format(), iface.name(), services)).ifPresent(service -> {
            if (!service.enabled()) {
                changes.add(new Change.ServiceEnable(service.unit()));
            }
            if (service.isIdleWhileRunning(host.reach().format())) {
                changes.add(new Change.ServiceStart(service.unit()));
            }
        });
        return changes;
    }

    List<Change> addressesRemoved() {
        List<Change> changes = new ArrayList<>();
        addresses().stream().filter(address -> !host.iface().addresses().contains(address))
                .forEach(address -> changes.add(new Change.AddressRemove(address)));
        return changes;
    }

    /** Added routes, then removed ones; connected prefixes are no routes. */
    List<Change> routes() {
        List<Cidr> before = running.map(LiveInterface::routes).orElse(List.of()).stream()
                .filter(route -> !isConnected(route)).toList();
        List<Change> changes = new ArrayList<>();
        host.routes().stream().filter(route -> !before.contains(route))
                .forEach(route -> changes.add(new Change.RouteAdd(route)));
        before.stream().filter(route -> !host.routes().contains(route))
                .forEach(route -> changes.add(new Change.RouteRemove(route)));
        return changes;
    }

    private boolean isConnected(Cidr route) {
        return addresses().stream().anyMatch(address -> address.connected().contains(route));
    }

    private List<InterfaceAddress> addresses() {
        return running.map(LiveInterface::addresses).orElse(List.of());
    }
}
