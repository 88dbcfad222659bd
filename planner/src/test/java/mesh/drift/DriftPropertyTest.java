// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.plan.Situation;

/** What holds of drift in any two meshes. */
class DriftPropertyTest {
    private static Mesh mesh(Set<Integer> numbers, int epoch) {
        Meshes meshes = Meshes.mesh();
        if (epoch > 0) {
            meshes.presharedEpoch(epoch);
        }
        for (int number : numbers) {
            Meshes.HostDraft host = meshes.host("n" + number);
            switch (number % 4) {
                case 0 -> host.route("192.168." + number + ".0/24");
                case 1 -> host.behindNat().site("s" + number % 3);
                case 2 -> host.site("s" + number % 3).alsoFor("s1", "10.0.0." + (number + 1));
                default -> host.mtu(1300 + number).port(4000 + number);
            }
        }
        return meshes.device("phone").build();
    }

    private static void isClean(Situation situation) {
        DriftDocument drift = DriftFinder.find(situation.plan(), List.copyOf(situation.readings.values()));
        assertThat(drift.hosts()).allSatisfy(host -> assertThat(host.items()).as(host.name()).isEmpty());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatAnApplyLeavesBehindHasNotDrifted(@ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 29) Integer> numbers,
            @ForAll @IntRange(min = 0, max = 2) int epoch) {
        isClean(Situation.applied(mesh(numbers, epoch)));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whateverTheSpecBecomesIsNoDrift(@ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> before,
            @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> after,
            @ForAll @IntRange(min = 0, max = 2) int epoch) {
        isClean(Situation.applied(mesh(before, 1)).becomes(mesh(after, epoch)));
    }
}
