// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

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

/** What a plan promises of any two meshes. */
class ApplyThenPlanPropertyTest {
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
                default -> host.mtu(1300 + number);
            }
        }
        return meshes.device("phone").build();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void afterAnApplyThereIsNothingToDo(@ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 29) Integer> numbers,
            @ForAll @IntRange(min = 0, max = 2) int epoch) {
        Plan plan = Situation.applied(mesh(numbers, epoch)).plan();
        assertThat(plan.hosts()).allSatisfy(host -> assertThat(host.changes()).isEmpty());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aHostThatChangesSaysSoAndOneThatDoesNotStaysSilent(
            @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> before,
            @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> after,
            @ForAll @IntRange(min = 0, max = 2) int epoch) {
        Situation situation = Situation.applied(mesh(before, 1)).becomes(mesh(after, epoch));
        for (HostPlan host : situation.plan().hosts()) {
            boolean same = host.rendered().map(files -> isOn(situation, host, files.files().size())).orElse(false);
            assertThat(host.changes().isEmpty()).as("%s: %s", host.host(), host.changes()).isEqualTo(same);
        }
        String json = PlanJson.write(PlanDocumentBuilder.of(situation.plan()));
        assertThat(PlanJson.write(PlanJson.read(json))).isEqualTo(json);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void hostsThatAreWantedAsBeforeAreThoseWithoutChange(
            @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> before,
            @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 29) Integer> after,
            @ForAll @IntRange(min = 1, max = 2) int epoch) {
        Situation earlier = Situation.applied(mesh(before, 1));
        Situation later = earlier.becomes(mesh(after, epoch));
        assertThat(SameHosts.of(earlier.desired, later.desired)).containsExactlyInAnyOrderElementsOf(
                later.plan().hosts().stream().filter(host -> host.changes().isEmpty()).map(HostPlan::host).toList());
    }

    /** An oracle of its own: every rendered text, identity and path stands on the host, and nothing else. */
    private static boolean isOn(Situation situation, HostPlan host, int count) {
        List<String> found = situation.live(host.host().text()).manifest().stream()
                .flatMap(manifest -> manifest.files().stream()).map(entry -> entry.path() + " " + entry.identity())
                .toList();
        List<String> wanted = host.rendered().orElseThrow().files().stream()
                .map(file -> file.path() + " " + file.content().identity()).toList();
        return found.size() == count && found.containsAll(wanted);
    }
}
