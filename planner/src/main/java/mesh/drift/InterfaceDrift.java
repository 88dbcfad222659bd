// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import mesh.desired.DesiredHost;
import mesh.drift.DriftDocument.Item;
import mesh.files.FileContent;
import mesh.files.HostLayout;
import mesh.key.PublicKey;
import mesh.live.AppliedFiles;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.Manifest;

/** The running interface beside what was applied; peers left out. */
final class InterfaceDrift {
    private final DesiredHost desired;
    private final LiveHost live;
    private final List<Item> items = new ArrayList<>();

    InterfaceDrift(DesiredHost desired, LiveHost live) {
        this.desired = desired;
        this.live = live;
    }

    /** Nothing of its own where a whole interface is gone or down: its addresses and routes went with it. */
    List<Item> items(InterfaceFacts applied, InterfaceFacts spec) {
        String name = desired.iface().name().text();
        if (live.iface().isEmpty()) {
            items.add(Items.gone("interface-absent", "kernel", name, "up").wanted("up")
                    .saying("interface " + name + ": not there"));
            return items;
        }
        LiveInterface iface = live.iface().get();
        if (!iface.up()) {
            items.add(Items.differs("interface-down", "kernel", name, "up", "down").wanted("up")
                    .compared("interface " + name));
        }
        InterfaceFacts kernel = InterfaceFacts.of(iface);
        key(iface);
        value("port", applied.port(), spec.port(), kernel.port());
        value("mtu", applied.mtuBytes(), spec.mtuBytes(), kernel.mtuBytes());
        if (iface.up()) {
            members("address", applied.addresses(), spec.addresses(), kernel.addresses());
            members("route", applied.routes(), spec.routes(), kernel.routes());
        }
        return items;
    }

    /** The manifest names the key that was applied by a digest of its public half. */
    private void key(LiveInterface iface) {
        HostLayout layout = new HostLayout(desired.iface().name());
        Optional<String> identity = AppliedFiles.of(live).recorded().stream()
                .filter(entry -> entry.path().equals(layout.privateKey())).map(Manifest.Entry::identity).findFirst();
        Function<PublicKey, Boolean> isApplied = key -> identity
                .equals(Optional.of(new FileContent.PrivateKey(key).identity()));
        Optional<PublicKey> spec = desired.iface().publicKey();
        if (identity.isEmpty() || iface.publicKey().map(isApplied).orElse(false)
                || iface.publicKey().isPresent() && iface.publicKey().equals(spec)) {
            return;
        }
        items.add(Items.differs("key", "kernel", "key",
                spec.filter(isApplied::apply).map(PublicKey::base64).orElse("(another)"),
                text(iface.publicKey())).wanted(text(spec)).compared("key"));
    }

    private void value(String kind, Optional<Integer> applied, Optional<Integer> spec, Optional<Integer> kernel) {
        if (applied.isPresent() && !kernel.equals(applied) && !kernel.equals(spec)) {
            items.add(Items.differs(kind, "kernel", kind, text(applied), text(kernel)).wanted(text(spec))
                    .compared(kind));
        }
    }

    private <T> void members(String kind, List<T> applied, List<T> spec, List<T> kernel) {
        applied.stream().filter(spec::contains).filter(one -> !kernel.contains(one))
                .forEach(one -> items.add(Items.gone(kind + "-missing", "kernel", one.toString(), one.toString())
                        .wanted(one.toString()).saying(kind + " " + one + ": not there")));
        kernel.stream().filter(one -> !applied.contains(one) && !spec.contains(one))
                .forEach(one -> items.add(Items.extra(kind + "-extra", "kernel", one.toString(), one.toString())
                        .saying(kind + " " + one + ": not applied by mesh")));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }
}
