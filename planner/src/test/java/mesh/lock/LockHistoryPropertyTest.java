// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.spec.SpecSource;

/** A lock through any history of its spec: hosts and devices come, go and change places. */
class LockHistoryPropertyTest {
    /** Even numbers are hosts, odd ones devices, the numbers from 20 on hosts under the names of devices. */
    private static Mesh mesh(Set<Integer> numbers) {
        Meshes meshes = Meshes.mesh();
        for (int number : numbers) {
            String name = "n" + number % 20;
            if (number % 2 == 0 || number >= 20) {
                meshes.host(name);
            } else if (!numbers.contains(number + 20)) {
                meshes.device(name);
            }
        }
        return meshes.build();
    }

    private static Lockfile keyed(Lockfile lock) {
        Lockfile keyed = lock;
        for (NodeName name : lock.nodes().keySet()) {
            if (lock.node(name).orElseThrow().reach().isPresent()) {
                keyed = keyed.withKey(name, Meshes.key(name.text()), LocalDate.EPOCH);
            }
        }
        return keyed;
    }

    private static List<IpAddress> all(Lockfile lock) {
        return Stream.concat(lock.nodes().values().stream().flatMap(node -> node.addresses().stream()),
                lock.removed().values().stream().flatMap(grave -> grave.addresses().stream())).toList();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void noAddressIsLostOrGivenTwice(
            @ForAll @Size(min = 1, max = 6) List<@Size(max = 12) Set<@IntRange(min = 0, max = 19) Integer>> history,
            @ForAll @IntRange(min = 20, max = 39) int turned) {
        Lockfile lock = Lockfile.empty(mesh(Set.of()).name());
        for (Set<Integer> numbers : history) {
            Set<Integer> with = Stream.concat(numbers.stream(), Stream.of(turned % 2 == 0 ? turned - 20 : turned))
                    .collect(Collectors.toSet());
            Mesh mesh = mesh(numbers.size() % 2 == 0 ? numbers : with);
            Lockfile next = LockUpdater.update(mesh, lock).lock();
            assertThat(all(next)).doesNotHaveDuplicates().containsAll(all(lock));
            assertThat(LockUpdater.update(mesh, next)).isEqualTo(new LockUpdate(next, List.of()));
            lock = keyed(next);
            assertThat(LockCodec.read(new SpecSource("mesh.lock", LockCodec.write(lock)), mesh.name())).isEqualTo(lock);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whoComesBackFindsItsAddresses(@ForAll @Size(min = 1, max = 12) Set<@IntRange(min = 0, max = 19) Integer> first,
            @ForAll @Size(max = 12) Set<@IntRange(min = 0, max = 19) Integer> second) {
        Lockfile before = LockUpdater.update(mesh(first), Lockfile.empty(mesh(first).name())).lock();
        Lockfile between = LockUpdater.update(mesh(second), keyed(before)).lock();
        Lockfile after = LockUpdater.update(mesh(first), between).lock();
        before.nodes().forEach((name, node) -> assertThat(after.node(name).orElseThrow().addresses())
                .isEqualTo(node.addresses()));
    }
}
