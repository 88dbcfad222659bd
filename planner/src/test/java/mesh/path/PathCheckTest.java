// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import mesh.model.MeshBuilder;
import mesh.model.MeshCheck;
import mesh.spec.Problem;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

class PathCheckTest {
    private static List<Problem> problems(String text) {
        SpecException invalid = catchThrowableOfType(SpecException.class,
                () -> MeshBuilder.read(new SpecSource("mesh.yaml", text), PathCheck::check));
        return invalid == null ? List.of() : invalid.problems();
    }

    @Test
    void fourHundredPairsOfOneCauseAreOneProblem() {
        StringBuilder text = new StringBuilder(
                "mesh: home\ndefaults: {os: linux}\nhosts:\n  hub: {endpoint: 203.0.113.7}\n");
        for (int i = 100; i < 130; i++) {
            text.append("  n").append(i).append(": {behind-nat: true}\n");
        }

        List<Problem> found = problems(text.toString());

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().message())
                .isEqualTo("n100, n101, n102, n103, n104 and 25 more have no path to each "
                        + "other: n100, n101, n102, n103, n104 and 25 more are behind NAT");
        assertThat(found.getFirst().advice()).startsWith("add hub to topology.hubs");
        assertThat(problems(text + "topology: {hubs: [hub]}\n")).isEmpty();
    }

    @Test
    void aDeviceWhoseLastDayIsOverNeedsNoPath() {
        SpecSource spec = new SpecSource("mesh.yaml", """
                mesh: home
                defaults: {os: linux}
                hosts:
                  a: {behind-nat: true}
                devices:
                  phone: {expires: 2031-03-31}
                """);
        MeshCheck before = (read, mesh, problems) -> PathCheck.check(read, mesh.on(LocalDate.of(2031, 3, 30)),
                problems);
        MeshCheck after = (read, mesh, problems) -> PathCheck.check(read, mesh.on(LocalDate.of(2031, 3, 31)), problems);

        assertThat(catchThrowableOfType(SpecException.class, () -> MeshBuilder.read(spec, before)).problems())
                .hasSize(1);
        assertThat(MeshBuilder.read(spec, after).warnings()).isEmpty();
    }

    @Test
    void pairsThatNeedNoPathAreNoProblem() {
        String text = """
                mesh: home
                defaults: {os: linux}
                hosts:
                  a: {behind-nat: true}
                  b: {behind-nat: true}
                """;

        assertThat(problems(text)).hasSize(1);
        assertThat(problems(text + "topology: {no-path: [[a, any]]}\n")).isEmpty();
        assertThat(problems(text + "topology: {links: []}\n")).isEmpty();
    }
}
