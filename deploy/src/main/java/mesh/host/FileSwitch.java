// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.desired.DesiredHost;
import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.StrayFiles;
import mesh.model.KeyPolicy.Custody;
import mesh.net.InterfaceName;
import mesh.plan.Change;

/** The files of one host's plan as program lines: expected, staged, switched, recorded. */
final class FileSwitch {
    private static final String MADE_BY_HOST = "0".repeat(64);
    private static final int BYTES_PER_KIB = 1024;
    /** Every file is there three times for a moment: staged, in place, and its last-good copy. */
    private static final int COPIES = 3;
    private static final int SPARE_KIB = 64;

    private final InterfaceName interfaceName;
    private final RenderedHost rendered;
    private final LiveHost live;
    private final SecretFiles secrets;
    private final boolean isKeyBornOnHost;
    private final boolean hadAnotherKey;
    private final List<Change.FileWrite> writes;
    private final List<Change.FileRemove> removals;

    FileSwitch(DesiredHost host, RenderedHost rendered, LiveHost live, List<Change> changes, SecretFiles secrets) {
        this.interfaceName = host.iface().name();
        this.rendered = rendered;
        this.live = live;
        this.secrets = secrets;
        this.isKeyBornOnHost = host.iface().custody() == Custody.HOST;
        this.hadAnotherKey = host.iface().formerKey().isPresent();
        this.writes = changes.stream().filter(Change.FileWrite.class::isInstance).map(Change.FileWrite.class::cast)
                .toList();
        this.removals = changes.stream().filter(Change.FileRemove.class::isInstance)
                .map(Change.FileRemove.class::cast).toList();
    }

    /** True where the host's next key may have to become its key. */
    private boolean isKeyTaken() {
        return isKeyBornOnHost && hadAnotherKey;
    }

    private boolean staysOnHost(HostFile file) {
        return isKeyBornOnHost && file.content() instanceof FileContent.PrivateKey;
    }

    /** Files that will change, and those from which others are made, are what they were when they were read. */
    String expectations(Sending sending) {
        List<HostPath> present = new ArrayList<>();
        for (HostFile file : rendered.files()) {
            if (source(file, sending).filter(source -> !(source instanceof FileSource.Sent)).isPresent()) {
                present.add(file.path());
            }
        }
        List<String> absent = new ArrayList<>(List.of("expect_absent"));
        for (Change.FileWrite write : writes) {
            if (staysOnHost(write.file())) {
                continue;
            }
            if (write.exists()) {
                present.add(write.file().path());
            } else {
                absent.add(write.file().path().text());
            }
        }
        removals.forEach(removal -> present.add(removal.path()));
        return expectFiles(live, present) + ShellText.words(absent) + "\n";
    }

    /** A command that refuses when one of {@code paths} is not as it was read. */
    static String expectFiles(LiveHost live, List<HostPath> paths) {
        StringBuilder lines = new StringBuilder();
        for (LiveFile file : live.files()) {
            if (paths.contains(file.path())) {
                lines.append(file.sha256()).append(' ').append(file.path()).append('\n');
            }
        }
        return ShellText.withInput("expect_files", lines.toString());
    }

    /** All texts, since a format checks them together, and the secrets that change. */
    String staging(Sending sending) {
        StringBuilder out = new StringBuilder("open_stage " + neededKib() + "\n");
        StringBuilder digests = new StringBuilder();
        String verify = "verify_stage";
        for (HostFile file : rendered.files()) {
            Optional<FileSource> source = source(file, sending);
            source.map(FileSource::command).ifPresent(out::append);
            verify = source.filter(FileSource.Patched.class::isInstance).isPresent() ? "verify_stage patched" : verify;
            content(file).ifPresent(content -> {
                digests.append(Digests.sha256(content)).append(' ').append(file.path()).append('\n');
            });
        }
        out.append(isKeyTaken() ? "stage_kept_key\n" : "");
        return out + "step staged\n" + ShellText.withInput(verify, digests.toString());
    }

    /** How it gets to the stage; absent where it does not. */
    private Optional<FileSource> source(HostFile file, Sending sending) {
        Optional<LiveFile> found = sending == Sending.WHOLE
                ? Optional.empty()
                : live.files().stream().filter(one -> one.path().equals(file.path())).findFirst();
        return content(file).map(content -> FileSource.of(file, content, found));
    }

    /** What is staged; absent for a key that stays where it was born and for secrets that do not change. */
    private Optional<String> content(HostFile file) {
        if (file.content() instanceof FileContent.Text text) {
            return Optional.of(text.text());
        }
        boolean changes = writes.stream().anyMatch(write -> write.file().path().equals(file.path()));
        if (!changes || staysOnHost(file)) {
            return Optional.empty();
        }
        return Optional.of(secrets.content(file.path())
                .orElseThrow(() -> new IllegalArgumentException("no content was given for secret " + file.path())));
    }

    private long neededKib() {
        long bytes = rendered.files().stream().map(this::content).flatMap(Optional::stream).mapToLong(String::length)
                .sum();
        return COPIES * bytes / BYTES_PER_KIB + SPARE_KIB;
    }

    /** Keeps the files that another owner wrote: texts that the manifest does not name, and what goes without being in it. */
    String keepingForeign() {
        Set<HostPath> recorded = live.manifest().stream().flatMap(manifest -> manifest.files().stream())
                .map(Manifest.Entry::path).collect(Collectors.toSet());
        List<String> words = new ArrayList<>(List.of("keep_before"));
        writes.stream().filter(Change.FileWrite::exists)
                .filter(write -> write.file().content() instanceof FileContent.Text)
                .map(write -> write.file().path()).filter(path -> !recorded.contains(path))
                .forEach(path -> words.add(path.text()));
        removals.stream().map(Change.FileRemove::path)
                .filter(path -> !recorded.contains(path) && StrayFiles.isStray(path, interfaceName))
                .forEach(path -> words.add(path.text()));
        return words.size() == 1 ? "" : ShellText.words(words) + "\n";
    }

    /** Copies, by which the host goes back, of all files that change. */
    String keeping() {
        List<String> keep = new ArrayList<>(List.of("keep"));
        writes.stream().map(Change.FileWrite::file).filter(file -> !staysOnHost(file) || isKeyTaken())
                .forEach(file -> keep.add(file.path().text()));
        removals.forEach(removal -> keep.add(removal.path().text()));
        return ShellText.words(keep) + "\n";
    }

    /** Each file by a rename, then those that go. */
    String switching() {
        StringBuilder out = new StringBuilder();
        for (Change.FileWrite write : writes) {
            HostFile file = write.file();
            String words = ShellText
                    .words(List.of(file.path().text(), file.modeText(), KeyHome.groupId(file.group())));
            out.append(staysOnHost(file) ? keyCommand() : "switch_file ").append(words).append('\n');
        }
        removals.forEach(
                removal -> out.append("remove_file ").append(ShellText.word(removal.path().text())).append('\n'));
        return out.toString();
    }

    private String keyCommand() {
        return isKeyTaken() ? "switch_own_key " : "own_file ";
    }

    /** Entries of the manifest; the digest of a key that stays on the host is filled in there. */
    List<Manifest.Entry> entries() {
        return rendered.files().stream()
                .map(file -> new Manifest.Entry(file.path(), file.content().identity(), digest(file))).toList();
    }

    private String digest(HostFile file) {
        return switch (file.content()) {
            case FileContent.Text text -> text.identity();
            case FileContent.PrivateKey key -> MADE_BY_HOST;
            case FileContent.PresharedKey key -> content(file).map(Digests::sha256).orElseGet(() -> unchanged(file));
        };
    }

    private String unchanged(HostFile file) {
        return live.files().stream().filter(found -> found.path().equals(file.path())).map(LiveFile::sha256).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file.path() + " is unchanged and was not read"));
    }
}
