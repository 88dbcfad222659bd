// SPDX-License-Identifier: Apache-2.0
package mesh.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** An agent decides by clocks that nobody sets. What tells people the time, or compares it, is listed with its reason. */
class MonotonicTimeTest {
    private static final String[] AGENT = {"mesh.pair..", "mesh.shim..", "mesh.probe..", "mesh.mapping..",
            "mesh.stun..",
            "mesh.portmap..", "mesh.wireguard..", "mesh.daemon..", "mesh.libc..", "mesh.socket..", "mesh.derp..",
            "mesh.agent.run.."};

    private static final Set<String> WALL_CLOCK = Set.of("java.lang.System.currentTimeMillis", "java.time.Instant.now",
            "java.time.LocalDate.now", "java.time.LocalDateTime.now", "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now", "java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone",
            "java.util.Date.<init>");

    private static final Map<String, String> MAY_READ_IT = Map.of("mesh.agent.run.RunningAgent",
            "says in log and status when things happened", "mesh.agent.run.Agent",
            "says since when it runs; at the start, a session of WireGuard is old by that clock, which WireGuard tells",
            "mesh.derp.client.RelayCheck", "finds out for doctor how far off the host's clock is");

    private static JavaClasses classes = new ClassFileImporter().importPackages();

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("mesh");
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        return WALL_CLOCK.contains(access.getTargetOwner().getName() + "." + access.getTarget().getName());
    }

    @Test
    void noDecisionOfAnAgentReadsAClockThatSomebodySets() {
        noClasses().that().resideInAnyPackage(AGENT)
                .and(DescribedPredicate.describe("have no reason to",
                        one -> !MAY_READ_IT.containsKey(outermost(one))))
                .should().accessTargetWhere(DescribedPredicate.describe("it is the wall clock",
                        MonotonicTimeTest::readsTheWallClock))
                .because("who sets a clock must not move anybody's packets").check(classes);
    }

    @Test
    void whoMayReadItDoes() {
        Set<String> reading = classes.stream().filter(one -> MAY_READ_IT.containsKey(outermost(one)))
                .filter(one -> one.getAccessesFromSelf().stream().anyMatch(MonotonicTimeTest::readsTheWallClock))
                .map(MonotonicTimeTest::outermost).collect(Collectors.toCollection(TreeSet::new));
        assertThat(reading).isEqualTo(new TreeSet<>(MAY_READ_IT.keySet()));
    }

    private static String outermost(JavaClass one) {
        return one.getName().split("\\$", 2)[0];
    }
}
