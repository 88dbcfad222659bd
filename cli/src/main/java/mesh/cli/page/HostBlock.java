// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.cli.view.Keys;
import mesh.cli.view.Words;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;

/**
 * A host that changes: its changes, then its files with their differences. Of a secret file nothing but the name is there.
 */
final class HostBlock {
    /** With more hosts, files that are new have no room; what they hold follows from the changes. */
    static final int HOSTS_WITH_CONTENTS = 100;
    /** Of a file. */
    private static final int LINES_SHOWN = 500;
    /** With more peers to add, their names only. */
    private static final int PEERS_SHOWN = 8;

    private final Html page;
    private final Host host;
    private final boolean contents;

    /** @param contents true: files that are new are shown as a whole */
    HostBlock(Html page, Host host, boolean contents) {
        this.page = page;
        this.host = host;
        this.contents = contents;
    }

    void write(String anchor, String meaning) {
        page.open("details open", "id", anchor).open("summary").element("b", DiffLines.kind(host.symbol()),
                host.symbol() + " " + host.name()).element("span", "meaning", meaning).close("summary");
        page.element("p", "kind", host.os() + ", " + host.format() + ", " + host.interfaceName());
        DiffLines.write(page, changes());
        host.files().stream().filter(file -> !file.action().equals("keep")).forEach(this::file);
        page.close("details");
    }

    private Stream<String> changes() {
        List<ChangeLine> peers = host.changes().stream().filter(HostBlock::addsPeer).toList();
        boolean folded = peers.size() > PEERS_SHOWN;
        Stream<String> lines = host.changes().stream().filter(line -> !line.kind().startsWith("file-"))
                .filter(line -> !folded || !addsPeer(line))
                .map(line -> line.symbol() + " " + Keys.shortened(line.text()));
        return folded
                ? Stream.concat(lines, Stream.of("+ " + peers.size() + " peers: "
                        + peers.stream().map(ChangeLine::subject).collect(Collectors.joining(", "))))
                : lines;
    }

    private static boolean addsPeer(ChangeLine line) {
        return line.kind().equals("peer-add");
    }

    private void file(FileChange file) {
        String sign = switch (file.action()) {
            case "create" -> "+";
            case "remove" -> "-";
            default -> "~";
        };
        String name = sign + " file " + file.path();
        String note = (file.mode().isEmpty() ? "" : " " + file.mode() + " root:" + file.group())
                + (file.secret() ? " (secret)" : "");
        boolean update = file.action().equals("update");
        boolean shown = !file.secret() && (update || contents && file.action().equals("create"));
        if (!shown) {
            page.open("p", "file").element("code", DiffLines.kind(sign), name).element("span", "kind", note)
                    .close("p");
            return;
        }
        List<String> lines = update
                ? file.diff().lines().skip(2).toList()
                : file.content().lines().map(line -> "+" + line).toList();
        page.open(update ? "details open" : "details", "file").open("summary")
                .element("code", DiffLines.kind(sign), name)
                .element("span", "kind", note + (update ? "" : ", " + Words.count(lines.size(), "line")))
                .close("summary");
        DiffLines.write(page, Stream.concat(lines.stream().limit(LINES_SHOWN), lines.size() > LINES_SHOWN
                ? Stream.of("@@ and " + (lines.size() - LINES_SHOWN) + " more lines, which 'mesh show --json' has")
                : Stream.empty()));
        page.close("details");
    }
}
