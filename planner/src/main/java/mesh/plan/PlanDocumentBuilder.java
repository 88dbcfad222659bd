// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import mesh.name.NameList;
import mesh.files.Activation;
import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.RenderedHost;
import mesh.live.LiveFingerprint;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.plan.HostPlan.Action;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.HostNotice;
import mesh.plan.PlanDocument.MissingPair;
import mesh.policy.AccessChange;

/** Turns a plan into its document. */
public final class PlanDocumentBuilder {
    /** Of a list in a line for people. */
    private static final int NAMES_SHOWN = 6;

    private PlanDocumentBuilder() {}

    /** The same document for equal plans, and for plans that differ only in what moves by itself. */
    public static PlanDocument of(Plan plan) {
        ChangeLines words = new ChangeLines();
        List<Host> hosts = plan.hosts().stream().map(host -> host(host, words)).toList();
        List<MissingPair> missing = plan.missingPaths().stream()
                .map(pair -> new MissingPair(pair.one().text(), pair.other().text(), pair.reason())).toList();
        return new PlanDocument(PlanDocument.FORMAT_VERSION, plan.mesh().text(), plan.basis(), counts(plan), hosts,
                missing, plan.access().stream().map(PlanDocumentBuilder::access).toList());
    }

    private static AccessLine access(AccessChange change) {
        String pair = NameList.first(change.from(), NAMES_SHOWN) + " → "
                + NameList.first(change.to(), NAMES_SHOWN) + ": ";
        String text = pair + switch (change.symbol()) {
            case "+" -> change.after();
            case "-" -> change.before();
            default -> change.before() + " becomes " + change.after();
        };
        return new AccessLine(change.symbol(), change.from(), change.to(), change.before().toString(),
                change.after().toString(), text);
    }

    private static Counts counts(Plan plan) {
        return new Counts(count(plan, Action.CREATE), count(plan, Action.UPDATE) + count(plan, Action.REPLACE),
                count(plan, Action.REMOVE), count(plan, Action.NONE), count(plan, Action.UNKNOWN));
    }

    private static int count(Plan plan, Action action) {
        return (int) plan.hosts().stream().filter(host -> host.action() == action).count();
    }

    private static Host host(HostPlan host, ChangeLines words) {
        List<ChangeLine> lines = new ArrayList<>();
        List<FileChange> files = new ArrayList<>();
        boolean keepsKey = host.desired().map(desired -> desired.iface().custody() == Custody.HOST).orElse(false);
        for (Change change : host.changes()) {
            ChangeLine line = words.of(change, host);
            lines.add(line);
            file(change, line.after(), keepsKey).ifPresent(files::add);
        }
        boolean writes = !host.changes().isEmpty();
        return new Host(host.host().text(), word(host.action()), host.action().symbol(), word(host.impact()),
                host.impactDetail(), host.reach().os().text(), host.reach().format().text(),
                host.reach().interfaceName().text(), host.live().map(LiveFingerprint::of).orElse(""),
                host.live().flatMap(LiveHost::manifest).map(Manifest::generation).orElse(0),
                host.rendered().filter(rendered -> writes).map(PlanDocumentBuilder::activation).orElse(""), lines,
                files,
                host.notices().stream().map(one -> new HostNotice(one.kind().text(), one.text())).toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String activation(RenderedHost rendered) {
        Activation texts = rendered.activation();
        return Digests.sha256(String.join("\u0000", texts.check(), texts.up(), texts.restart(), texts.down()));
    }

    /** @param after what the line of the change says of it afterwards: of a file, what tells its content from others */
    private static Optional<FileChange> file(Change change, String after, boolean keepsKey) {
        return switch (change) {
            case Change.FileWrite write -> Optional.of(written(write, after, keepsKey));
            case Change.FileRemove removal -> {
                String diff = removal.before().map(text -> UnifiedDiff.of(removal.path().text(), text, "")).orElse(
                        "(secret)");
                yield Optional.of(new FileChange(removal.path().text(), "remove", "", "", removal.before().isEmpty(),
                        "", "", diff));
            }
            default -> Optional.empty();
        };
    }

    private static FileChange written(Change.FileWrite write, String identity, boolean keepsKey) {
        HostFile file = write.file();
        String path = file.path().text();
        String action = write.exists() ? "update" : "create";
        return switch (file.content()) {
            case FileContent.Text text -> new FileChange(path, action, file.modeText(), file.group(), false,
                    identity, text.text(),
                    write.before().map(before -> UnifiedDiff.of(path, before, text.text())).orElse(""));
            case FileContent.PrivateKey key -> secret(file, write.exists() && keepsKey ? "keep" : action,
                    identity);
            case FileContent.PresharedKey key -> secret(file, action, identity);
        };
    }

    private static FileChange secret(HostFile file, String action, String identity) {
        return new FileChange(file.path().text(), action, file.modeText(), file.group(), true,
                identity, "", "(secret)");
    }
}
