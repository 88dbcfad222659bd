// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.adopt.StrangeSketch.DeviceSketch;
import mesh.config.Leftover;
import mesh.desired.DesiredStateBuilder;
import mesh.lock.LockUpdater;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.lock.Reach;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.InterfaceName;
import mesh.spec.SpecSource;

/** Works out the mesh that hosts are part of. Pure. */
public final class Adoption {
    private static final Map<String, String> ADVICE = Map.of(
            "postup", "do by a unit or script of the host what it does; mesh writes no commands into its files",
            "postdown", "do by a unit or script of the host what it does; mesh writes no commands into its files",
            "saveconfig", "mesh writes the file, and the running interface is never written back into it",
            "dns", "set the resolver on the host itself",
            "table", "mesh makes routes of allowed IPs in the main table",
            "fwmark", "nothing marks the packets of the tunnel after an apply",
            "presharedkey", "import with --recipient, and mesh derives one for each pair");

    private Adoption() {}

    /**
     * @param found at least one
     * @throws mesh.spec.SpecException if no spec can describe what was found, with the reasons
     */
    public static AdoptedMesh adopt(List<FoundHost> found, AdoptionSettings settings) {
        List<FoundHost> members = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        for (FoundHost host : found) {
            boolean other = host.interfaceName().filter(name -> !name.equals(settings.interfaceName().text()))
                    .isPresent()
                    && found.stream().anyMatch(one -> isSameMachine(one, host)
                            && one.interfaceName().equals(Optional.of(settings.interfaceName().text())));
            if (other) {
                remarks.add(new Remark(host.place(),
                        "interface " + host.interfaceName().orElse("") + " is another mesh",
                        "import it by itself with --interface " + host.interfaceName().orElse("") + " and --out DIR"));
            } else {
                members.add(host);
            }
        }
        MeshSketch sketch = MeshSketch.of(members);
        remarks.addAll(sketch.remarks);
        members.forEach(host -> host.config().leftovers().forEach(leftover -> remarks.add(remark(leftover))));
        String spec = SpecText.of(sketch, settings);
        Mesh mesh = MeshBuilder.read(new SpecSource("mesh.yaml", spec)).mesh();
        Lockfile lock = LockUpdater.update(mesh, lock(mesh, sketch, settings)).lock();
        remarks.addAll(AdoptionCheck.of(DesiredStateBuilder.build(mesh, lock), sketch));
        return new AdoptedMesh(spec, lock, mesh.hosts().size(), mesh.devices().size(), mesh.externals().size(),
                remarks);
    }

    private static boolean isSameMachine(FoundHost one, FoundHost other) {
        return one.name().equals(other.name());
    }

    private static Remark remark(Leftover leftover) {
        String text = leftover.readable()
                ? leftover.setting() + " cannot be said in a spec"
                : leftover.setting() + " makes no sense here";
        String advice = leftover.readable()
                ? ADVICE.getOrDefault(leftover.setting().toLowerCase(Locale.ROOT),
                        "the first apply writes a file without it; keep it elsewhere if you need it")
                : "correct the line, or write what it means into the spec";
        return new Remark(leftover.place(), text, advice);
    }

    /** Addresses and keys as they are, from which the updater goes on. */
    private static Lockfile lock(Mesh mesh, MeshSketch sketch, AdoptionSettings settings) {
        SortedMap<NodeName, LockedNode> nodes = new TreeMap<>();
        for (HostSketch host : sketch.hosts) {
            Optional<Reach> reach = mesh.hosts().stream().filter(one -> one.name().equals(host.name)).findFirst()
                    .map(one -> new Reach(one.os(), one.format(), settings.interfaceName(), one.ssh(), false));
            nodes.put(host.name, new LockedNode(host.addresses, Optional.empty(),
                    host.key.map(key -> new LockedKey(key, 1, settings.today())), reach));
        }
        sketch.strangers.stream().filter(DeviceSketch.class::isInstance).map(DeviceSketch.class::cast)
                .forEach(device -> nodes.put(device.name(), new LockedNode(device.addresses(), Optional.empty(),
                        Optional.empty(), Optional.empty())));
        return new Lockfile(settings.mesh(), nodes, new TreeMap<>());
    }

    /** What most hosts call their interface. */
    public static InterfaceName usualInterface(List<FoundHost> found) {
        return Views.mostCommon(found.stream().flatMap(host -> host.interfaceName().stream())
                .filter(name -> name.matches("[a-z]{1,9}(0|[1-9][0-9]{0,4})")).toList()).map(InterfaceName::new)
                .orElse(new InterfaceName("wg0"));
    }

    /** What mesh itself called it, where it wrote the files. */
    public static Optional<MeshName> writtenMesh(List<FoundHost> found) {
        return Views.mostCommon(found.stream().flatMap(host -> host.config().written().stream())
                .map(written -> written.mesh()).filter(name -> name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?"))
                .toList()).map(MeshName::new);
    }
}
