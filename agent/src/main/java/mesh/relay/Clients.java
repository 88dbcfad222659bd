// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import mesh.derp.Frame;
import mesh.derp.GoneReason;
import mesh.derp.RelayPublicKey;

import org.jspecify.annotations.Nullable;

/**
 * Who is connected, by key. Where one key is connected more than once, packets go to the newest connection, then to whichever
 * sent last; each of the others stays open and gets nothing. Safe for concurrent use.
 */
final class Clients {
    private final ConcurrentHashMap<RelayPublicKey, Slot> slots = new ConcurrentHashMap<>();
    private final Set<Session> watchers = ConcurrentHashMap.newKeySet();
    private final RelayMetrics metrics;

    /**
     * The connections of one key.
     *
     * @param active the one that packets go to
     * @param all oldest first, never empty
     */
    private record Slot(Session active, List<Session> all) {
        Slot {
            all = List.copyOf(all);
        }

        static Slot with(@Nullable Slot before, Session session) {
            List<Session> all = before == null ? new ArrayList<>() : new ArrayList<>(before.all());
            all.add(session);
            return new Slot(session, all);
        }

        @Nullable
        Slot without(Session session) {
            List<Session> rest = all.stream().filter(other -> other != session).toList();
            return rest.isEmpty() ? null : new Slot(active == session ? rest.getLast() : active, rest);
        }
    }

    Clients(RelayMetrics metrics) {
        this.metrics = metrics;
    }

    /** Where packets for {@code key} go; null if it is not connected here. */
    @Nullable
    Session find(RelayPublicKey key) {
        Slot slot = slots.get(key);
        return slot == null ? null : slot.active();
    }

    void add(Session session, Scratch scratch) {
        Slot now = slots.compute(session.key(), (key, before) -> Slot.with(before, session));
        markDuplicates(now, 1);
        metrics.add(Counter.GAUGE_CLIENTS_TOTAL, 1);
        metrics.add(Counter.GAUGE_CLIENTS_LOCAL, 1);
        if (!session.isIdeal()) {
            metrics.add(Counter.GAUGE_CURRENT_NOTIDEAL_CONNECTIONS, 1);
        }
        byte[] presence = session.presence();
        watchers.forEach(watcher -> watcher.control(presence, scratch));
    }

    /** @return whether it was the last of its key */
    boolean remove(Session session, Scratch scratch) {
        Slot left = slots.computeIfPresent(session.key(), (key, before) -> before.without(session));
        if (left != null) {
            markDuplicates(left, -1);
        }
        if (watchers.remove(session)) {
            metrics.add(Counter.GAUGE_WATCHERS, -1);
        }
        metrics.add(Counter.GAUGE_CLIENTS_TOTAL, -1);
        metrics.add(Counter.GAUGE_CLIENTS_LOCAL, -1);
        if (!session.isIdeal()) {
            metrics.add(Counter.GAUGE_CURRENT_NOTIDEAL_CONNECTIONS, -1);
        }
        if (left == null) {
            byte[] goneFrame = new Frame.PeerGone(session.key(), GoneReason.DISCONNECTED).encode();
            watchers.forEach(watcher -> watcher.control(goneFrame, scratch));
        }
        return left == null;
    }

    /** {@code session} sent something, so it is the one of its key that lives. */
    void activate(Session session) {
        slots.computeIfPresent(session.key(), (key, slot) -> slot.active() == session
                ? slot
                : new Slot(session, slot.all()));
    }

    /** Tells {@code watcher} of everybody who is here, and of all who come and go. */
    void watch(Session watcher, Scratch scratch) {
        if (watchers.add(watcher)) {
            metrics.add(Counter.GAUGE_WATCHERS, 1);
            forEach(session -> watcher.control(session.presence(), scratch));
        }
    }

    void closeAll(RelayPublicKey key, Scratch scratch) {
        Slot slot = slots.get(key);
        if (slot != null) {
            slot.all().forEach(session -> session.connection().close(scratch, "closed by a mesh peer"));
        }
    }

    void forEach(java.util.function.Consumer<Session> action) {
        slots.values().forEach(slot -> slot.all().forEach(action));
    }

    private void markDuplicates(Slot slot, int change) {
        boolean duplicate = slot.all().size() > 1;
        slot.all().forEach(session -> session.duplicate = duplicate);
        if (duplicate || change < 0) {
            metrics.add(Counter.GAUGE_CURRENT_DUP_CLIENT_CONNS, change);
            boolean keyChanged = change > 0 ? slot.all().size() == 2 : slot.all().size() == 1;
            metrics.add(Counter.GAUGE_CURRENT_DUP_CLIENT_KEYS, keyChanged ? change : 0);
        }
    }
}
