// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.lock.DueKeys;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;

/** Whose keys a rotation is about, and what speaks against it before anything is asked. */
final class RotationSubject {
    private final MeshCommand mesh;
    private final Intent intent;
    private final DesiredMesh desired;
    private final SortedMap<NodeName, LocalDate> due;

    RotationSubject(MeshCommand mesh, Intent intent) {
        this.mesh = mesh;
        this.intent = intent;
        this.desired = intent.desired();
        this.due = DueKeys.of(intent.lock(), intent.mesh().keys(), mesh.setting().today());
    }

    static String names(List<NodeName> hosts) {
        return hosts.stream().map(NodeName::text).collect(Collectors.joining(", "));
    }

    /** Which keys are due, and how to go on. */
    void sayDue() {
        Optional<Integer> days = intent.mesh().keys().rotateAfterDays();
        StringBuilder text = new StringBuilder();
        if (days.isEmpty()) {
            text.append("No key is ever due: the spec has no keys.rotate-after.\n");
        } else if (due.isEmpty()) {
            text.append("No key is due (rotate-after: ").append(days.get()).append("d).\n");
        } else {
            text.append("Due for rotation (rotate-after: ").append(days.get()).append("d):\n");
            due.forEach((host, since) -> text.append("  ").append(host).append(": its key is of ").append(since)
                    .append('\n'));
        }
        List<NodeName> begun = begun();
        if (!begun.isEmpty()) {
            text.append("Begun and not finished: ").append(names(begun)).append(".\n");
        }
        text.append("Name hosts, or take --due, --all, or --psk for the preshared keys.\n");
        mesh.console().out().print(text);
    }

    /** Hosts whose rotation was cut off. */
    private List<NodeName> begun() {
        return intent.lock().nodes().keySet().stream().filter(host -> key(host).filter(LockedKey::rotates).isPresent())
                .toList();
    }

    private Optional<LockedKey> key(NodeName host) {
        return intent.lock().node(host).flatMap(LockedNode::key);
    }

    /**
     * Sorted; those whose rotation was cut off are among {@code --due} and {@code --all}.
     *
     * @throws MeshException for a host that the mesh does not have or that has no key yet, and for hosts together with an
     *         option
     */
    List<NodeName> choose(List<NodeName> named, RotationChoice choice) {
        if (!named.isEmpty() && !choice.isEmpty()) {
            throw usage("hosts are named, and all or those that are due are asked for", "Take one of the two.");
        }
        Set<NodeName> chosen = new TreeSet<>(named);
        if (choice.due()) {
            chosen.addAll(due.keySet());
            chosen.addAll(begun());
        } else if (choice.all()) {
            desired.hosts().stream().map(DesiredHost::name).filter(host -> key(host).isPresent()).forEach(chosen::add);
        } else {
            Selection.of(intent.mesh(), desired, named, List.of());
        }
        for (NodeName host : chosen) {
            if (key(host).isEmpty()) {
                throw MeshException.error(host + " has no key yet",
                        "'" + mesh.hint("apply") + "' makes its first one.");
            }
        }
        return List.copyOf(chosen);
    }

    /** @throws MeshException if there are none, or hosts are named */
    void refuseWithoutPresharedKeys(List<NodeName> named) {
        if (!named.isEmpty()) {
            throw usage("preshared keys belong to pairs; --psk takes no hosts", "Run '" + mesh.hint("rotate --psk")
                    + "'.");
        }
        if (intent.mesh().keys().presharedEpoch().isEmpty()) {
            throw MeshException.error("the mesh has no preshared keys", "keys.preshared-epoch: 1 gives each pair one.");
        }
    }

    private static MeshException usage(String message, String advice) {
        return new MeshException(ExitCode.USAGE, message, advice);
    }

    /** @throws MeshException if devices or externals know one of {@code hosts} by its key */
    void refuseUnmanaged(List<NodeName> hosts) {
        Set<NodeName> managed = desired.hosts().stream().map(DesiredHost::name).collect(Collectors.toSet());
        Set<NodeName> unmanaged = new TreeSet<>();
        desired.hosts().stream().filter(host -> hosts.contains(host.name()) && !hasSwitched(host.name()))
                .flatMap(host -> host.peers().stream()).map(DesiredPeer::name).filter(peer -> !managed.contains(peer))
                .forEach(unmanaged::add);
        if (!unmanaged.isEmpty()) {
            throw MeshException.error(names(List.copyOf(unmanaged)) + " would lose " + names(hosts)
                    + ": mesh does not manage them, and they know the key by hand",
                    "Nothing was written. With --despite-unmanaged the keys are replaced; tell the new ones right after.");
        }
    }

    private boolean hasSwitched(NodeName host) {
        return key(host).filter(key -> key.former().isPresent() && key.next().isEmpty()).isPresent();
    }

    /** A line a host. */
    void sayPlan(List<NodeName> hosts) {
        boolean vault = intent.mesh().keys().custody() == Custody.VAULT;
        StringBuilder text = new StringBuilder("\nRotation, one host after the other:\n");
        for (NodeName host : hosts) {
            long peers = desired.hosts().stream().filter(one -> one.peers().stream()
                    .anyMatch(peer -> peer.name().equals(host))).count();
            text.append("  ").append(host).append(": ").append(hasSwitched(host)
                    ? "switched already; its former key is retired at " + peers + " peers"
                    : "its next key is " + (key(host).flatMap(LockedKey::next).isPresent() ? "known" : "made")
                            + (vault ? " in the vault" : " on the host") + ", staged at " + peers
                            + " peers, then it switches and the former one is retired")
                    .append('\n');
        }
        mesh.console().out().print(text);
    }
}
