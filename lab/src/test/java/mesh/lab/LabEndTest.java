// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lab leaves nothing behind, however it ends. Counts only what belonged to the lab: others may run beside it. */
@ExtendWith(LabRequired.class)
class LabEndTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void closingLeavesNoProcessNamespaceMountLinkOrFile() throws IOException {
        Lab lab = Lab.named("end").router("r", NatKind.PORT_PRESERVING).linux("a", HostOption.behind("r")).openBsd("b")
                .start();
        Footprint footprint = Footprint.of(lab);
        assertThat(footprint.pids()).isNotEmpty();
        assertThat(footprint.namespaces()).hasSizeGreaterThan(5);
        assertThat(links(lab.directory())).isNotEmpty();
        lab.close();
        footprint.assertGone();
        assertThat(lab.directory()).doesNotExist();
        lab.close();
    }

    @Test
    void aStartThatFailsMidwayLeavesNothing() throws Exception {
        Set<Path> before = labDirectories();
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread starter = Thread.ofPlatform().start(() -> {
            try (Lab lab = Lab.named("cut").linux("a").linux("b").linux("c").start()) {
                failure.complete("started " + lab.directory());
            } catch (LabException e) {
                failure.complete("failed");
            }
        });
        Keeper.await("the first files of the lab", LIMIT, () -> newDirectories(before).stream()
                .anyMatch(d -> Files.exists(d.resolve("hosts/a/root/etc/passwd"))));
        Set<Path> mine = newDirectories(before);
        starter.interrupt();
        assertThat(failure.get()).isEqualTo("failed");
        starter.join();
        assertThat(mine).allSatisfy(d -> assertThat(links(d)).isEmpty());
        assertThat(mine).allSatisfy(d -> assertThat(d.resolve("hosts/a")).doesNotExist());
    }

    @Test
    void aKilledOwnerTakesItsLabAlongAndTheNextSweepRemovesTheFiles() throws Exception {
        Process owner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LabHolder.class.getName()).redirectError(
                        ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] words = owner.inputReader().readLine().split(" ");
        Path directory = Path.of(words[0]);
        List<Long> pids = Stream.of(words).skip(1).map(Long::valueOf).toList();
        assertThat(pids).anyMatch(pid -> ProcessHandle.of(pid).isPresent());
        owner.destroyForcibly().waitFor();
        Keeper.await("end of the lab", LIMIT, () -> pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
        Keeper.await("end of the links", LIMIT, () -> links(directory).isEmpty());
        Lab.sweep();
        assertThat(directory).doesNotExist();
    }

    @Test
    void labsRunSideBySideAndSweepingTouchesNone() {
        try (Lab one = Lab.named("one").linux("a").start(); Lab two = Lab.named("two").linux("a").start()) {
            Lab.sweep();
            assertThat(one.directory()).isNotEqualTo(two.directory());
            assertThat(one.host("a").address()).isNotEqualTo(two.host("a").address());
            assertThat(one.host("a").run("ping -c1 -W1 " + one.controllerAddress())).matches(LabResult::ok);
            assertThat(two.host("a").run("ping -c1 -W1 " + two.controllerAddress())).matches(LabResult::ok);
            assertThat(one.host("a").run("ping -c1 -W1 " + two.host("a").address())).matches(r -> !r.ok());
        }
    }

    @Test
    void refusesNamesTwiceAndRoutersUnknown() {
        assertThatThrownBy(() -> Lab.named("x").linux("a").openBsd("a")).hasMessageContaining("two members called a");
        assertThatThrownBy(() -> Lab.named("x").linux("a", HostOption.behind("r"))).hasMessageContaining("router r");
        assertThatThrownBy(() -> Lab.named("x").linux("a;b")).hasMessageContaining("not a lab host name");
    }

    private static Set<Path> labDirectories() {
        try (Stream<Path> entries = Files.list(LabSlot.HOME)) {
            return new HashSet<>(entries.filter(Files::isDirectory).toList());
        } catch (IOException none) {
            return Set.of();
        }
    }

    private static Set<Path> newDirectories(Set<Path> before) {
        Set<Path> now = new HashSet<>(labDirectories());
        now.removeAll(before);
        now.removeIf(d -> !isNamed(d, "cut"));
        return now;
    }

    private static boolean isNamed(Path directory, String name) {
        try {
            return Files.readString(directory.resolve("name")).strip().equals(name);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static List<Path> links(Path directory) {
        return Stream.of("mlab" + directory.getFileName(), "mlab" + directory.getFileName() + "m")
                .map(name -> Path.of("/sys/class/net", name))
                .filter(Files::exists)
                .toList();
    }

    /** Processes and namespaces of a running lab. */
    private record Footprint(Path directory, List<Long> pids, Set<String> namespaces) {

        static Footprint of(Lab lab) throws IOException {
            List<Long> pids = new ArrayList<>();
            lab.hosts().forEach(h -> h.processes().forEach(p -> pids.add(p.pid())));
            Set<String> namespaces = new HashSet<>();
            for (long pid : pids) {
                namespaces.addAll(namespacesOf(Path.of("/proc/" + pid)));
            }
            namespaces.removeAll(namespacesOf(Path.of("/proc/self")));
            return new Footprint(lab.directory(), pids, namespaces);
        }

        private static Set<String> namespacesOf(Path process) {
            try (Stream<Path> entries = Files.list(process.resolve("ns"))) {
                Set<String> names = new HashSet<>();
                for (Path entry : entries.toList()) {
                    names.add(Files.readSymbolicLink(entry).toString());
                }
                return names;
            } catch (IOException ended) {
                return Set.of();
            }
        }

        void assertGone() throws IOException {
            assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                assertThat(processes.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                        .flatMap(p -> namespacesOf(p).stream())).doesNotContainAnyElementsOf(namespaces);
            }
            assertThat(links(directory)).isEmpty();
            assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(directory + "/");
        }
    }
}
