// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import mesh.name.NameList;
import mesh.name.NodeName;
import mesh.plan.Change;

/**
 * Changes of a running interface as program lines, in an order in which everything wanted is there before anything
 * unwanted goes. Sessions of peers that stay go on.
 */
abstract class LiveCommands {
    /** Peers in one command: one change for the kernel, and far from any limit on arguments. */
    private static final int BATCH = 50;

    private static final int NAMES_SHOWN = 3;

    private final List<Change> changes;
    private final List<String> lines = new ArrayList<>();

    LiveCommands(List<Change> changes) {
        this.changes = changes;
    }

    final List<String> lines() {
        setUp();
        List<PeerSetting> sharing = PeerSetting.of(changes).stream()
                .filter(setting -> !setting.isNew() && setting.setsPreshared() && setting.hasPreshared()).toList();
        each(Change.KeyReplace.class, change -> setKey(sharing));
        each(Change.KeyBirth.class, change -> setKey(sharing));
        each(Change.PortChange.class, this::setPort);
        each(Change.MtuChange.class, this::setMtu);
        each(Change.InterfaceUp.class, change -> setInterfaceUp());
        each(Change.AddressAdd.class, this::addAddress);
        setPeers();
        each(Change.RouteAdd.class, this::addRoute);
        each(Change.RouteRemove.class, this::removeRoute);
        removePeers();
        if (changes.stream().anyMatch(Change.AddressRemove.class::isInstance)) {
            each(Change.AddressRemove.class, this::removeAddress);
            restoreAfterRemovals();
        }
        each(Change.ServiceEnable.class,
                change -> live("enabling " + change.unit(), List.of("enable_service", change.unit())));
        each(Change.ServiceStart.class,
                change -> live("starting " + change.unit(), List.of("count_as_started", change.unit())));
        return lines;
    }

    private <C extends Change> void each(Class<C> kind, java.util.function.Consumer<C> writer) {
        changes.stream().filter(kind::isInstance).map(kind::cast).forEach(writer);
    }

    private void setPeers() {
        List<PeerSetting> settings = PeerSetting.of(changes);
        settings.forEach(this::preparePeer);
        for (List<PeerSetting> batch : batches(settings)) {
            setPeers("setting peers " + named(batch, setting -> setting.peer().name().text()), batch);
        }
    }

    private void removePeers() {
        List<Change.PeerRemove> removals = changes.stream().filter(Change.PeerRemove.class::isInstance)
                .map(Change.PeerRemove.class::cast).toList();
        for (List<Change.PeerRemove> batch : batches(removals)) {
            removePeers("removing peers "
                    + named(batch, removal -> removal.name().map(NodeName::text).orElse("of no known name")), batch);
        }
    }

    private static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return batches;
    }

    private static <T> String named(List<T> all, Function<T, String> name) {
        return NameList.first(all.stream().map(name).toList(), NAMES_SHOWN);
    }

    /** @param what is done, completed by "failed" when it fails */
    final void live(String what, List<String> command) {
        lines.add("live " + ShellText.word(what) + " " + ShellText.words(command));
    }

    /** A line that cannot fail. */
    final void line(String text) {
        lines.add(text);
    }

    final boolean removesAddresses() {
        return changes.stream().anyMatch(Change.AddressRemove.class::isInstance);
    }

    /** Before anything else. */
    abstract void setUp();

    /** The private key and, in the same change, the preshared keys of peers: no handshake sees one without the other. */
    abstract void setKey(List<PeerSetting> sharing);

    abstract void setPort(Change.PortChange change);

    abstract void setMtu(Change.MtuChange change);

    abstract void setInterfaceUp();

    abstract void addAddress(Change.AddressAdd change);

    /** What must be so before the peer's settings are made. */
    abstract void preparePeer(PeerSetting setting);

    abstract void setPeers(String what, List<PeerSetting> batch);

    abstract void addRoute(Change.RouteAdd change);

    abstract void removeRoute(Change.RouteRemove change);

    abstract void removePeers(String what, List<Change.PeerRemove> batch);

    abstract void removeAddress(Change.AddressRemove change);

    /** What the kernel may have taken away with an address. */
    abstract void restoreAfterRemovals();
}
