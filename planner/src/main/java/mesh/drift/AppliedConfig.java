// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.AppliedFiles;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;

/**
 * The configuration texts that were applied last. The manifest has their digests; a file of that digest on the host is
 * the text, and so is one that the spec renders to. Of a text that was edited, while the spec changed too, nothing but
 * the edited one is left.
 *
 * @param texts those that are known for certain, by path
 * @param facts what they say; of a text that is not known, what the edited one says
 */
record AppliedConfig(Map<HostPath, String> texts, InterfaceFacts facts) {

    static AppliedConfig of(LiveHost live, Manifest manifest, Optional<RenderedHost> rendered) {
        AppliedFiles files = AppliedFiles.of(live);
        Map<HostPath, String> texts = new TreeMap<>();
        List<String> read = new ArrayList<>();
        for (Manifest.Entry entry : files.recorded()) {
            Optional<String> found = files.found(entry.path()).flatMap(LiveFile::text);
            Optional<String> known = files.isIntact(entry) ? found : rendered(rendered, entry);
            known.ifPresent(text -> texts.put(entry.path(), text));
            known.or(() -> found).ifPresent(read::add);
        }
        return new AppliedConfig(texts, ConfigText.read(manifest.format(), read));
    }

    private static Optional<String> rendered(Optional<RenderedHost> rendered, Manifest.Entry entry) {
        return rendered.stream().flatMap(host -> host.files().stream())
                .filter(file -> file.path().equals(entry.path())).map(HostFile::content)
                .filter(FileContent.Text.class::isInstance).map(content -> ((FileContent.Text) content).text())
                .filter(text -> Digests.sha256(text).equals(entry.sha256())).findFirst();
    }
}
