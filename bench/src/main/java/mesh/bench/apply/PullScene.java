// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.bench.command.Shell;
import mesh.lab.Lab;
import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.LabResult;
import mesh.lab.WebServer;

/**
 * A lab of Linux hosts that all fetch their changes from nginx, which is on a host of its own that is no part of the mesh.
 * Used by one thread.
 *
 * @param lab with all hosts
 * @param web where nginx is
 * @param shell the directory of the spec
 */
record PullScene(Lab lab, LabHost web, Shell shell) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SIGNER = "publisher";

    /** What a host prints when it becomes one that pulls. */
    private record Enrolled(String host, String key, String recipient, String reportKey) {}

    /**
     * What a round of pulls took.
     *
     * @param seconds until the last host was through
     * @param median seconds of one host
     * @param slowest seconds of one host
     * @param processor seconds of the machine's processors, for each host
     * @param mebibytes of memory that Linux could give less than before at the worst, for each host
     */
    record Round(double seconds, double median, double slowest, double processor, double mebibytes) {}

    static PullScene start(int hosts) throws IOException, InterruptedException {
        LabBuilder builder = Lab.named("pull");
        for (int i = 0; i < hosts; i++) {
            builder.linux("h" + i);
        }
        Lab lab = builder.linux("web").start();
        PullScene scene = new PullScene(lab, lab.hosts().getLast(), Shell.temporary("pull"));
        WebServer.start(scene.web);
        scene.shell.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", SIGNER));
        return scene;
    }

    private List<LabHost> hosts() {
        return lab.hosts().subList(0, lab.hosts().size() - 1);
    }

    /** Makes all of them hosts that pull, and the lock know them. */
    void enrol() throws IOException, InterruptedException {
        spec(List.of());
        String first = hosts().getFirst().name();
        mesh("publish --enrol " + first + " --sign-key " + SIGNER + " >" + first + ".enrol");
        String program = Files.readString(shell.directory().resolve(first + ".enrol"));
        for (LabHost host : hosts()) {
            Files.writeString(shell.directory().resolve(host.name() + ".enrol"), program
                    .replace("host " + first + "\n", "host " + host.name() + "\n")
                    .replace("tell_enrolment " + first, "tell_enrolment " + host.name()));
        }
        List<Enrolled> enrolled = together(this::enrol);
        spec(enrolled);
        StringBuilder keys = new StringBuilder("lock");
        enrolled.forEach(one -> keys.append(" --key ").append(one.host()).append('=').append(one.key()));
        mesh(keys.toString());
    }

    private Enrolled enrol(LabHost host) {
        host.put("/root/enrol", "600", read(shell.directory().resolve(host.name() + ".enrol")));
        host.run("sh /root/enrol >/root/said 2>&1", "", PATIENCE).orThrow();
        String said = read(host.root().resolve("root/said"));
        return new Enrolled(host.name(), found(said, "mesh lock --key " + host.name() + "=(\\S+)"),
                found(said, "pull-key: (\\S+)"), found(said, "pull-report-key: (.+)"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("an enrolment said: " + text);
        }
        return matcher.group(1);
    }

    private void spec(List<Enrolled> enrolled) throws IOException {
        StringBuilder text = new StringBuilder(
                "mesh: bench\ntopology: {links: [[h0, any], [h1, any]]}\nhosts:\n");
        for (int i = 0; i < hosts().size(); i++) {
            text.append("  ").append(hosts().get(i).name()).append(":\n    os: linux\n    endpoint: ")
                    .append(hosts().get(i).address()).append("\n    pull: http://").append(web.address())
                    .append(":8080\n    pull-report: http://").append(web.address()).append(":8080/reports\n");
            if (!enrolled.isEmpty()) {
                text.append("    pull-key: ").append(enrolled.get(i).recipient()).append("\n    pull-report-key: ")
                        .append(enrolled.get(i).reportKey()).append('\n');
            }
        }
        Files.writeString(shell.directory().resolve("mesh.yaml"), text);
    }

    /** Makes the bundles and brings them to nginx. @return what the first step of the two took */
    Shell.Run publish() throws IOException, InterruptedException {
        Shell.Run run = mesh("publish bundles --sign-key " + SIGNER);
        for (LabHost host : hosts()) {
            Path bundle = shell.directory().resolve("bundles").resolve(host.name() + ".bundle");
            web.put("/srv/" + bundle.getFileName(), "644", Files.readString(bundle));
        }
        return run;
    }

    /**
     * All hosts fetch, each at a time of its own.
     *
     * @param apart between two hosts' starts; zero: all at once
     * @throws IllegalStateException if one of them does not say {@code outcome}
     */
    Round pull(String outcome, Duration apart) throws IOException, InterruptedException {
        MachineUse use = MachineUse.start();
        long start = System.nanoTime();
        List<Double> seconds = together(host -> one(host, outcome, start + apart.toNanos() * hosts().indexOf(host)));
        double all = (System.nanoTime() - start) / 1e9;
        List<Double> sorted = seconds.stream().sorted().toList();
        return new Round(all, sorted.get(sorted.size() / 2), sorted.getLast(), use.processorSeconds() / hosts().size(),
                use.mebibytes() / hosts().size());
    }

    private static double one(LabHost host, String outcome, long due) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        long start = System.nanoTime();
        LabResult result = host.run("sh /etc/mesh/pull-wg0/pull >/root/said 2>&1", "", PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        String said = read(host.root().resolve("root/said"));
        if (!result.ok() || !said.contains(outcome)) {
            throw new IllegalStateException(host.name() + " says instead of '" + outcome + "': " + said);
        }
        return seconds;
    }

    /**
     * What the controller knows of the hosts by their reports.
     *
     * @return how long it took to know it
     * @throws IllegalStateException if not every host says that it has what is published
     */
    Shell.Run status() throws IOException, InterruptedException {
        Shell.Run run = mesh("status --json >status.json");
        String found = Files.readString(shell.directory().resolve("status.json"));
        int current = found.split("\"state\" : \"current\"", -1).length - 1;
        if (current != hosts().size()) {
            throw new IllegalStateException(current + " hosts are known to be current: " + found);
        }
        return run;
    }

    /** A packet goes from the last host to a hub and back. */
    void ping() {
        String hub = hosts().getFirst().run("ip -4 -o addr show dev wg0 | sed 's/.*inet //; s|/.*||'").orThrow()
                .strip();
        hosts().getLast().run("ping -c 1 -w 20 " + hub).orThrow();
    }

    private Shell.Run mesh(String command) throws IOException, InterruptedException {
        return shell.run(List.of("sh", "-c", "'" + Shell.mesh() + "' " + command));
    }

    private <T> List<T> together(Function<LabHost, T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<T>> all = new ArrayList<>();
            hosts().forEach(host -> all.add(threads.submit(() -> work.apply(host))));
            List<T> done = new ArrayList<>();
            for (Future<T> one : all) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        lab.close();
        shell.discard();
    }
}
