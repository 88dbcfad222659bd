// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.drift.DriftDocument.Item;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.AppliedFiles;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.StrayFiles;
import mesh.net.InterfaceName;
import mesh.plan.FileOwner;
import mesh.plan.ForeignText;
import mesh.plan.KeyRedaction;
import mesh.plan.UnifiedDiff;

/** Files that mesh wrote and that are gone, edited, or open to others, and those of others about the same interface. */
final class FileDrift {
    private final AppliedFiles files;
    private final AppliedConfig applied;
    private final List<LiveFile> strays;
    private final Map<HostPath, HostFile> wanted = new HashMap<>();

    FileDrift(InterfaceName name, LiveHost live, Optional<RenderedHost> rendered, AppliedConfig applied) {
        this.files = AppliedFiles.of(live);
        this.strays = StrayFiles.of(live, name);
        this.applied = applied;
        rendered.ifPresent(host -> host.files().forEach(file -> wanted.put(file.path(), file)));
    }

    /** Sorted by path. */
    List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Manifest.Entry entry : files.recorded()) {
            Optional<LiveFile> found = files.found(entry.path());
            if (found.isEmpty()) {
                items.add(Items.gone("file-missing", "file", entry.path().text(), entry.sha256())
                        .wanted(identity(entry.path())).saying("file " + entry.path() + ": gone"));
                continue;
            }
            if (!files.isIntact(entry) && !isAsWanted(found.get())) {
                items.add(edited(entry, found.get()));
                found.get().text().filter(ForeignText::savesConfig).ifPresent(text -> items.add(saves(entry.path())));
            }
            owner(found.get()).ifPresent(items::add);
        }
        strays.forEach(file -> items.add(Items.extra("file-foreign", "file", file.path().text(), file.sha256())
                .saying("file " + file.path() + ": sets the interface up too, and mesh did not write it")));
        return items;
    }

    private String identity(HostPath path) {
        return Optional.ofNullable(wanted.get(path)).map(file -> file.content().identity()).orElse("");
    }

    /** A text that already is what the next apply would write. */
    private boolean isAsWanted(LiveFile found) {
        HostFile file = wanted.get(found.path());
        return file != null && file.content() instanceof FileContent.Text text
                && text.identity().equals(found.sha256());
    }

    private Item edited(Manifest.Entry entry, LiveFile found) {
        Items item = Items.differs("file-edited", "file", entry.path().text(), entry.sha256(), found.sha256())
                .wanted(identity(entry.path()));
        String what = "file " + entry.path() + ": edited by hand";
        Optional<String> text = found.text().map(KeyRedaction::redact);
        if (text.isEmpty()) {
            return item.saying(what + " (secret)");
        }
        Optional<String> known = Optional.ofNullable(applied.texts().get(entry.path()));
        if (known.isPresent()) {
            return item.saying(what, UnifiedDiff.of(entry.path().text(), known.get(), text.get()));
        }
        return Optional.ofNullable(wanted.get(entry.path())).map(HostFile::content)
                .filter(FileContent.Text.class::isInstance).map(content -> ((FileContent.Text) content).text())
                .map(next -> item.saying(what + "; what was applied is not known any more, so compared with the spec",
                        UnifiedDiff.of(entry.path().text(), next, text.get())))
                .orElseGet(() -> item.saying(what + "; what was applied is not known any more"));
    }

    private static Item saves(HostPath path) {
        return Items.extra("file-save-config", "file", path.text(), "SaveConfig = true").saying(
                "file " + path + ": SaveConfig = true, so wg-quick writes over it when the interface goes down");
    }

    private Optional<Item> owner(LiveFile found) {
        HostFile file = wanted.get(found.path());
        if (file == null || FileOwner.isAsWanted(file, found)) {
            return Optional.empty();
        }
        String applied = file.modeText() + " root:" + file.group();
        String mode = "0" + Integer.toOctalString(found.mode());
        return Optional.of(Items.differs("file-mode", "file", found.path().text(), applied,
                mode + " " + found.userId() + ":" + found.groupId()).wanted(applied)
                .compared("file " + found.path() + " mode"));
    }
}
