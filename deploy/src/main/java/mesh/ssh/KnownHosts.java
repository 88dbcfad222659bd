// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.disk.AtomicFile;
import mesh.value.ValueFormatException;

/**
 * The repository's {@code known_hosts}: read once, asked by every connection, added to by {@link #pin}. A damaged line is
 * an error, since it may be the one that revokes a key. Safe for concurrent use.
 */
public final class KnownHosts {
    private final Path file;
    private volatile List<KnownHostsLine> lines;

    private KnownHosts(Path file, List<KnownHostsLine> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * @param file need not exist: no host is known then
     * @throws IOException if it cannot be read or a line is damaged; the message names the line
     */
    public static KnownHosts read(Path file) throws IOException {
        return new KnownHosts(file, parse(file, content(file)));
    }

    public Path file() {
        return file;
    }

    /** What the file says of {@code shown}. A revoked key is revoked whatever else stands there. */
    public HostKeyVerdict check(HostKeyName name, HostKey shown) {
        List<KnownHostsLine> matching = matching(name);
        Optional<KnownHostsLine> revoked = find(matching, KnownHostsLine.Marker.REVOKED, shown);
        if (revoked.isPresent()) {
            return new HostKeyVerdict.Revoked(revoked.get());
        }
        Optional<KnownHostsLine> pinned = find(matching, KnownHostsLine.Marker.PINNED, shown);
        if (pinned.isPresent()) {
            return new HostKeyVerdict.Known(pinned.get());
        }
        List<KnownHostsLine> others = marked(matching, KnownHostsLine.Marker.PINNED);
        return others.isEmpty()
                ? new HostKeyVerdict.Unknown(marked(matching, KnownHostsLine.Marker.CERT_AUTHORITY))
                : new HostKeyVerdict.Changed(others);
    }

    /** The keys pinned for a name, in the file's order. */
    public List<KnownHostsLine> pinned(HostKeyName name) {
        return marked(matching(name), KnownHostsLine.Marker.PINNED);
    }

    /**
     * Adds keys for a name; those that are there already are left alone. The file is replaced atomically, mode 0644.
     *
     * @return the keys that were added
     * @throws IOException if the file cannot be read again or replaced
     * @throws SshException if another key of the same type is pinned, or a key is revoked; nothing is added then
     */
    public synchronized List<HostKey> pin(HostKeyName name, List<HostKey> keys) throws IOException, SshException {
        String before = content(file);
        lines = parse(file, before);
        List<HostKey> fresh = new ArrayList<>();
        StringBuilder after = new StringBuilder(before);
        if (!before.isEmpty() && !before.endsWith("\n")) {
            after.append('\n');
        }
        for (HostKey key : keys) {
            if (isMissing(name, key)) {
                after.append(name).append(' ').append(key.type()).append(' ').append(key.base64()).append('\n');
                fresh.add(key);
            }
        }
        if (!fresh.isEmpty()) {
            AtomicFile.write(file, after.toString());
            lines = parse(file, after.toString());
        }
        return List.copyOf(fresh);
    }

    private boolean isMissing(HostKeyName name, HostKey key) throws SshException {
        HostKeyVerdict verdict = check(name, key);
        boolean conflict = verdict instanceof HostKeyVerdict.Revoked
                || pinned(name).stream().anyMatch(line -> line.key().type().equals(key.type()));
        if (conflict && !(verdict instanceof HostKeyVerdict.Known)) {
            throw HostKeyRefusal.of(name, key, verdict, this);
        }
        return !(verdict instanceof HostKeyVerdict.Known);
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static List<KnownHostsLine> parse(Path file, String content) throws IOException {
        List<KnownHostsLine> found = new ArrayList<>();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            try {
                KnownHostsLine.parse(file, number, line).ifPresent(found::add);
            } catch (ValueFormatException damaged) {
                throw new IOException(file + ":" + number + ": " + damaged.getMessage());
            }
        }
        return List.copyOf(found);
    }

    private List<KnownHostsLine> matching(HostKeyName name) {
        return lines.stream().filter(line -> line.hosts().matches(name)).toList();
    }

    private static List<KnownHostsLine> marked(List<KnownHostsLine> lines, KnownHostsLine.Marker marker) {
        return lines.stream().filter(line -> line.marker() == marker).toList();
    }

    private static Optional<KnownHostsLine> find(List<KnownHostsLine> lines, KnownHostsLine.Marker marker,
            HostKey key) {
        return lines.stream().filter(line -> line.marker() == marker && line.key().equals(key)).findFirst();
    }
}
