// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.key.PublicKey;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.StrayFiles;
import mesh.model.KeyPolicy.Custody;

/**
 * What changes among one host's files. Text is compared by its bytes, a secret by what the manifest says was written and
 * whether it still stands there unchanged; both by mode, owner and group. Secrets never enter a change.
 */
final class FileChanges {
    private final DesiredHost host;
    private final Optional<RenderedHost> rendered;
    private final boolean birth;
    private final Map<HostPath, LiveFile> present = new HashMap<>();
    private final Map<HostPath, Manifest.Entry> recorded = new HashMap<>();
    private final Map<HostPath, HostFile> wanted = new HashMap<>();
    /** Wanted files that do not stand as they should, sorted by path. */
    private final SortedMap<HostPath, HostFile> stale = new TreeMap<>();
    /** Members of pairs whose preshared key is another than the one that was written last. */
    private final Set<PublicKey> rekeyed = new HashSet<>();
    private final List<LiveFile> strays;

    /** @param birth true where the host makes its own key first */
    FileChanges(DesiredHost host, Optional<RenderedHost> rendered, LiveHost live, boolean birth) {
        this.host = host;
        this.rendered = rendered;
        this.birth = birth;
        this.strays = StrayFiles.of(live, host.iface().name());
        live.files().forEach(file -> present.put(file.path(), file));
        live.manifest().ifPresent(manifest -> manifest.files().forEach(entry -> recorded.put(entry.path(), entry)));
        rendered.ifPresent(files -> files.files().forEach(file -> wanted.put(file.path(), file)));
        wanted.values().stream().filter(file -> !isCurrent(file)).forEach(file -> stale.put(file.path(), file));
        findRekeyed();
    }

    /** A key that stands under another name already, since its peer was renamed, is no other key. */
    private void findRekeyed() {
        Set<String> intact = recorded.values().stream().filter(this::isIntact).map(Manifest.Entry::identity)
                .collect(Collectors.toSet());
        for (HostFile file : stale.values()) {
            if (file.content() instanceof FileContent.PresharedKey pair && !intact.contains(pair.identity())) {
                rekeyed.add(pair.one());
                rekeyed.add(pair.other());
            }
        }
    }

    /** Writes by path, then removals; while the files are not known, only which of another owner's go. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        if (rendered.isEmpty()) {
            foreign().forEach(path -> changes.add(new Change.FileTakeOver(path)));
        }
        stale.values().stream().filter(file -> !isBornOnHost(file)).forEach(file -> changes.add(write(file)));
        strays.forEach(file -> changes.add(remove(file)));
        if (rendered.isPresent()) {
            recorded.keySet().stream().sorted().filter(path -> !wanted.containsKey(path)).map(present::get)
                    .filter(Objects::nonNull).forEach(file -> changes.add(remove(file)));
        }
        return changes;
    }

    /** Files that stand where this format writes, and that mesh did not write; sorted. */
    private List<HostPath> foreign() {
        String own = new HostLayout(host.iface().name()).directory() + "/";
        return present.keySet().stream().filter(path -> !recorded.containsKey(path))
                .filter(path -> !path.text().startsWith(own) && !StrayFiles.isStray(path, host.iface().name()))
                .sorted().toList();
    }

    /** True where {@code peer}'s preshared key is another than the one that was written last, under whichever name. */
    boolean writesPresharedKey(DesiredPeer peer) {
        return peer.publicKey().map(rekeyed::contains).orElse(false);
    }

    private boolean isBornOnHost(HostFile file) {
        return birth && host.iface().custody() == Custody.HOST && file.content() instanceof FileContent.PrivateKey;
    }

    private boolean isCurrent(HostFile file) {
        LiveFile found = present.get(file.path());
        if (found == null || !FileOwner.isAsWanted(file, found)) {
            return false;
        }
        return switch (file.content()) {
            case FileContent.Text text -> found.sha256().equals(text.identity());
            case FileContent.PrivateKey key -> isRecorded(file);
            case FileContent.PresharedKey key -> isRecorded(file);
        };
    }

    private boolean isRecorded(HostFile file) {
        Manifest.Entry entry = recorded.get(file.path());
        return entry != null && entry.identity().equals(file.content().identity()) && isIntact(entry);
    }

    private boolean isIntact(Manifest.Entry entry) {
        LiveFile found = present.get(entry.path());
        return found != null && found.sha256().equals(entry.sha256());
    }

    private Change write(HostFile file) {
        LiveFile found = present.get(file.path());
        if (found == null) {
            return new Change.FileWrite(file, Optional.empty(), false);
        }
        Optional<String> before = file.content() instanceof FileContent.Text ? text(found) : Optional.empty();
        return new Change.FileWrite(file, before, true);
    }

    private Change remove(LiveFile file) {
        return new Change.FileRemove(file.path(), text(file));
    }

    /** What we wrote holds no key; what somebody else wrote may. */
    private Optional<String> text(LiveFile file) {
        Manifest.Entry entry = recorded.get(file.path());
        boolean ours = entry != null && entry.sha256().equals(file.sha256());
        return ours ? file.text() : file.text().map(KeyRedaction::redact);
    }
}
