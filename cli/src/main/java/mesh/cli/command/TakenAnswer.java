// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.run.Setting;
import mesh.desired.DesiredHost;
import mesh.enrol.Answer;
import mesh.enrol.Enrolment;
import mesh.enrol.EnrolmentStore;
import mesh.model.KeyPolicy.Custody;
import mesh.net.IpAddress;
import mesh.ssh.HostKeyName;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshException;
import mesh.value.ValueFormatException;

/** Takes what a prepared host told of itself: once, in time, and only from whoever had the program. Contacts nobody. */
final class TakenAnswer {
    private static final int MOST_LINES = 40;

    private final MeshCommand mesh;
    private final DesiredHost target;
    private final EnrolmentStore store;

    TakenAnswer(MeshCommand mesh, DesiredHost target) {
        this.mesh = mesh;
        this.target = target;
        Setting setting = mesh.setting();
        this.store = EnrolmentStore.of(setting.environment());
    }

    /**
     * @param words the answer, or {@code -} for one on standard input
     * @throws MeshException with exit code 8 if it is not the answer that is waited for
     */
    Answer check(String words) throws IOException {
        Answer answer = parse(words.equals("-") ? typed() : words);
        if (!answer.mesh().equals(target.mesh()) || !answer.host().equals(target.name())) {
            throw refused("the answer is of " + answer.host() + " of mesh " + answer.mesh(),
                    "Take it there, by 'mesh bootstrap " + answer.host() + " --answer …'.");
        }
        Enrolment waited = store.find(target.mesh(), target.name())
                .orElseThrow(() -> refused("no program for " + target.name() + " was made here",
                        "Take the answer where 'mesh bootstrap' made it, as the same user."));
        if (waited.token().isEmpty()) {
            throw refused("an answer of " + target.name() + " was taken already; a program counts once", again());
        }
        if (mesh.setting().clock().instant().isAfter(waited.expires())) {
            throw refused("the program for " + target.name() + " counted until " + waited.expires(), again());
        }
        if (!answer.isMadeWith(waited.token().get())) {
            throw refused("the answer is not that of the last program for " + target.name()
                    + ": it was changed, or an older program made it",
                    "Copy it once more, whole, from the console: it is in /etc/mesh/answer. " + again());
        }
        if (answer.publicKey().isEmpty() && target.iface().custody() == Custody.HOST) {
            throw refused("the answer has no WireGuard key", again());
        }
        return answer;
    }

    /**
     * Pins the host's SSH key.
     *
     * @throws SshException if another is pinned
     */
    void pin(Answer answer) throws IOException, SshException {
        HostKeyName name = HostKeyName.of(target.reach().ssh());
        KnownHosts.read(mesh.workspace().knownHosts()).pin(name, List.of(answer.hostKey()));
        Console console = mesh.console();
        console.out().println(target.name() + " answers. Its SSH key is pinned in known_hosts, for " + name + ":");
        console.out().println("  " + answer.hostKey());
        if (!answer.addresses().isEmpty()) {
            console.out().println("It has the " + (answer.addresses().size() == 1 ? "address " : "addresses ")
                    + answer.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(", ")) + ".");
        }
    }

    /** No other answer counts from now on. */
    void close() throws IOException {
        Optional<Enrolment> waited = store.find(target.mesh(), target.name());
        if (waited.isPresent()) {
            store.save(waited.get().used());
        }
    }

    private String again() {
        return "'" + mesh.hint("bootstrap " + target.name() + " --script") + "' makes another.";
    }

    /** A console may have broken the line: it is whole when its end is there. */
    private String typed() {
        Console console = mesh.console();
        StringBuilder text = new StringBuilder();
        for (int lines = 0; lines < MOST_LINES; lines++) {
            Optional<String> line = console.ask(lines == 0 && console.canAsk() ? "The answer: " : "");
            line.ifPresent(text::append);
            if (line.isEmpty() || text.toString().matches("(?s).*,[0-9a-f]{64}")) {
                break;
            }
        }
        return text.toString();
    }

    private static Answer parse(String text) {
        try {
            return Answer.parse(text);
        } catch (ValueFormatException damaged) {
            throw refused("what was given is no whole answer",
                    "It is one line, from 'mesh-answer-1,' to the end, and is in /etc/mesh/answer on the host.");
        }
    }

    private static MeshException refused(String message, String advice) {
        return new MeshException(ExitCode.REFUSED, message, "Nothing was written. " + advice);
    }
}
