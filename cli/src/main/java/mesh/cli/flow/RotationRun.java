// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import mesh.apply.ApplyReport;
import mesh.apply.Followers;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.name.NodeName;
import mesh.plan.RotationProgress;
import mesh.plan.SwitchedKeys;
import mesh.vault.AgeException;

/**
 * Replaces keys, one host after the other. For each host:
 *
 * <ol>
 * <li>its next key is made, and the lock records it;
 * <li>staged: every peer gets an entry for it, by an ordinary apply, which also finishes what the host before left to do;
 * <li>every peer is read and has it, else the host keeps its key;
 * <li>followers start on the peers, the host switches, the lock records that;
 * <li>peers are applied once more, and once they all use the new key, the former one is retired.
 * </ol>
 *
 * Each step begins from what the lock says, and the lock is saved at the end of each. So a run that is cut off anywhere
 * goes on when it is started again, and an apply in between makes the step it finds. Used once, by one thread.
 */
public final class RotationRun {
    /** A peer that tries to shake hands does so every 5 seconds. */
    private static final int TRIES_TO_RETIRE = 12;

    private final RotationTools tools;
    private final List<HostOutcome> outcomes = new ArrayList<>();
    private Intent intent;
    private boolean cutShort;
    private boolean blind;
    private boolean complete = true;

    public RotationRun(RotationTools tools, Intent intent) {
        this.tools = tools;
        this.intent = intent;
    }

    /**
     * How a rotation ended.
     *
     * @param report every host's outcome at every step
     * @param complete true where all hosts asked for use new keys, and nobody needs the former ones
     */
    public record Result(ApplyReport report, boolean complete) {}

    /** Rotates {@code hosts}, in that order. One that switched already only gets its former key retired. */
    public Result run(List<NodeName> hosts) throws IOException, AgeException, InterruptedException {
        for (NodeName host : hosts) {
            if (!cutShort && !halted() && !switched(host)) {
                rotate(host);
            }
        }
        if (!halted()) {
            finish();
        }
        return new Result(new ApplyReport(outcomes), complete);
    }

    private boolean halted() {
        boolean halted = blind || tools.care().stop().requested();
        complete &= !halted;
        return halted;
    }

    private boolean switched(NodeName host) {
        return key(host).filter(key -> key.former().isPresent() && key.next().isEmpty()).isPresent();
    }

    private Optional<LockedKey> key(NodeName host) {
        return intent.lock().node(host).flatMap(LockedNode::key);
    }

    private void rotate(NodeName host) throws IOException, AgeException, InterruptedException {
        List<HostReading> before = read();
        if (switched(host)) {
            return;
        }
        Optional<String> unknown = unread(host, before);
        if (unknown.isPresent()) {
            keepsItsKey(host, unknown.get());
            return;
        }
        if (!begin(host)) {
            return;
        }
        ApplyReport report = apply(before);
        if (halted()) {
            keepsItsKey(host, whyHalted(report));
            return;
        }
        List<HostReading> staged = read();
        retire(staged);
        Optional<String> obstacle = unread(host, staged).or(() -> ignorant(host, staged));
        if (obstacle.isPresent()) {
            keepsItsKey(host, obstacle.get());
        } else {
            change(host, staged);
        }
    }

    private void keepsItsKey(NodeName host, String why) {
        complete = false;
        tools.say().accept(host + ": keeps its key: " + why);
    }

    /** Reads all hosts; a switch that the lock missed is recorded. */
    private List<HostReading> read() throws InterruptedException {
        List<HostReading> readings = tools.read(intent);
        intent = intent.with(SwitchedKeys.recorded(intent.lock(), readings, tools.setting().today()))
                .save(tools.workspace());
        return readings;
    }

    private RotationProgress progress(List<HostReading> readings) {
        return new RotationProgress(intent.desired(), intent.lock(), readings);
    }

    private Optional<String> unread(NodeName host, List<HostReading> readings) {
        List<String> unread = readings.stream().filter(HostReading.Failed.class::isInstance)
                .map(HostReading.Failed.class::cast)
                .filter(failed -> failed.host().equals(host)
                        || progress(readings).unread(host).contains(failed.host()))
                .map(failed -> failed.host() + " cannot be read (" + failed.reason() + ")").toList();
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", unread) + "; rotate it once they answer");
    }

    private Optional<String> ignorant(NodeName host, List<HostReading> readings) {
        RotationProgress progress = progress(readings);
        List<NodeName> knowing = progress.knowingNext(host);
        String missing = progress.peersOf(host).stream().filter(peer -> !knowing.contains(peer)).map(NodeName::text)
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            tools.say().accept(host + ": all " + knowing.size() + " peers know its next key.");
            return Optional.empty();
        }
        return Optional.of("its next key is not known to " + missing);
    }

    /** The next key is made, or was, and recorded. */
    private boolean begin(NodeName host) throws IOException, AgeException, InterruptedException {
        Optional<Intent> begun = new NextKeys(tools).make(intent, host);
        Optional<PublicKey> before = key(host).flatMap(LockedKey::next);
        begun.ifPresent(known -> intent = known.save(tools.workspace()));
        key(host).flatMap(LockedKey::next).filter(next -> !before.equals(Optional.of(next)))
                .ifPresent(next -> tools.say().accept(host + ": its next key is made: " + next));
        complete &= begun.isPresent();
        return begun.isPresent();
    }

    private ApplyReport apply(List<HostReading> readings) throws InterruptedException {
        ApplyReport report = tools.apply(intent, readings);
        record(report);
        return report;
    }

    /** Where another run is at work, or nobody knows what a host does, no further step is taken. */
    private void record(ApplyReport report) {
        outcomes.addAll(report.outcomes());
        blind |= report.outcomes().stream().anyMatch(RotationRun::blinds);
    }

    private static boolean blinds(HostOutcome outcome) {
        return outcome.state() == State.LOCKED || outcome.state() == State.UNHEARD;
    }

    private static String whyHalted(ApplyReport report) {
        String blinding = report.outcomes().stream().filter(RotationRun::blinds).map(outcome -> outcome.host()
                + (outcome.state() == State.LOCKED ? " is in the hands of another run" : " cannot be heard"))
                .collect(Collectors.joining(", "));
        return (blinding.isEmpty() ? "the run was asked to stop" : blinding) + "; rotate it again";
    }

    private void change(NodeName host, List<HostReading> readings) throws IOException, InterruptedException {
        List<Followers.Failure> failures = tools.followers().start(intent.desired(), host, tools.followed());
        if (!failures.isEmpty()) {
            keepsItsKey(host, failures.stream().map(failure -> failure.host() + " cannot follow it (" + failure.reason()
                    + ")").collect(Collectors.joining(", ")));
            return;
        }
        Intent after = intent.with(intent.lock().promoted(host, tools.setting().today()));
        ApplyReport report = tools.run().carry(after,
                readings.stream().filter(reading -> reading.host().equals(host)).toList(), tools.care(),
                tools.progress());
        record(report);
        if (report.outcomes().stream().allMatch(outcome -> outcome.state() == State.APPLIED)) {
            intent = tools.keys().promote(intent, host, tools.workspace());
            tools.say().accept(host + ": uses its next key, generation "
                    + key(host).map(LockedKey::generation).orElse(0) + ".");
        } else {
            keepsItsKey(host, "it did not switch; no other host is begun");
            cutShort = true;
        }
    }

    /** What the last switch left to do: allowed IPs in the files of the peers, and former keys. */
    private void finish() throws InterruptedException {
        apply(read());
        if (halted()) {
            return;
        }
        List<HostReading> readings = read();
        for (int tries = 1; !retire(readings) && tries < TRIES_TO_RETIRE; tries++) {
            TimeUnit.SECONDS.sleep(1);
            readings = read();
        }
        apply(readings);
        for (NodeName host : switchedHosts()) {
            complete = false;
            tools.say().accept(host + ": its former key stays until " + progress(readings).needingFormer(host).stream()
                    .map(NodeName::text).collect(Collectors.joining(", ")) + " uses the new one; rotate it again");
        }
    }

    private List<NodeName> switchedHosts() {
        return intent.lock().nodes().keySet().stream().filter(host -> key(host).flatMap(LockedKey::former).isPresent())
                .toList();
    }

    /** Former keys that nobody needs leave the lock; true where none is left. */
    private boolean retire(List<HostReading> readings) {
        for (NodeName host : switchedHosts()) {
            if (progress(readings).needingFormer(host).isEmpty()) {
                intent = intent.with(intent.lock().retired(host)).save(tools.workspace());
                tools.say().accept(host + ": its former key is retired.");
            }
        }
        return switchedHosts().isEmpty();
    }
}
