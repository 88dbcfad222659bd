// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.files.HostPath;

/** A host's files beside its own record of what was applied last. */
public final class AppliedFiles {
    private final SortedMap<HostPath, Manifest.Entry> recorded = new TreeMap<>();
    private final SortedMap<HostPath, LiveFile> found = new TreeMap<>();

    private AppliedFiles() {}

    public static AppliedFiles of(LiveHost host) {
        AppliedFiles files = new AppliedFiles();
        host.manifest()
                .ifPresent(manifest -> manifest.files().forEach(entry -> files.recorded.put(entry.path(), entry)));
        host.files().forEach(file -> files.found.put(file.path(), file));
        return files;
    }

    /** All that was applied, sorted by path. */
    public List<Manifest.Entry> recorded() {
        return List.copyOf(recorded.values());
    }

    /** True where mesh wrote a file of this path. */
    public boolean isRecorded(HostPath path) {
        return recorded.containsKey(path);
    }

    public Optional<LiveFile> found(HostPath path) {
        return Optional.ofNullable(found.get(path));
    }

    /** True where the file has the bytes that mesh wrote. */
    public boolean isIntact(Manifest.Entry entry) {
        return found(entry.path()).filter(file -> file.sha256().equals(entry.sha256())).isPresent();
    }

    /** Those that are there with other bytes than mesh wrote, sorted by path. */
    public List<LiveFile> edited() {
        return recorded.values().stream().filter(entry -> !isIntact(entry))
                .flatMap(entry -> found(entry.path()).stream())
                .toList();
    }

    /** The texts that are as mesh wrote them. */
    public List<String> intactTexts() {
        return recorded.values().stream().filter(this::isIntact).flatMap(entry -> found(entry.path()).stream())
                .flatMap(file -> file.text().stream()).toList();
    }
}
