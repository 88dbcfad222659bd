// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.files.FileContent;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.live.AppliedFiles;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LivePeer;
import mesh.live.StrayFiles;
import mesh.net.Cidr;
import mesh.net.InterfaceName;

/**
 * What somebody else made on a host and a plan would write over or take away: files of mesh that were edited, files that
 * mesh never wrote, peers that it never set up. An interface that is down or lacks a peer is nobody's work: apply repairs
 * it without a word. While another run changes the host, what differs is that run's.
 */
final class ForeignEdits {
    private final LiveHost live;
    private final AppliedFiles files;
    private final HostLayout layout;
    private final List<Change> changes;
    private final Set<HostPath> touched;

    ForeignEdits(InterfaceName name, LiveHost live, List<Change> changes) {
        this.live = live;
        this.files = AppliedFiles.of(live);
        this.layout = new HostLayout(name);
        this.changes = changes;
        this.touched = changes.stream().flatMap(change -> path(change).stream()).collect(Collectors.toSet());
    }

    private static Optional<HostPath> path(Change change) {
        return switch (change) {
            case Change.FileWrite write -> Optional.of(write.file().path());
            case Change.FileRemove removal -> Optional.of(removal.path());
            case Change.FileTakeOver found -> Optional.of(found.path());
            default -> Optional.empty();
        };
    }

    /** @param known false where the files to be written are not known yet: then any of them may be written over */
    List<Notice> notices(boolean known) {
        List<Notice> notices = new ArrayList<>();
        if (changes.isEmpty() || live.changing()) {
            return notices;
        }
        List<LiveFile> edited = files.edited().stream()
                .filter(file -> touched.contains(file.path()) || !known && !file.path().equals(layout.privateKey()))
                .toList();
        edited.forEach(file -> notices.add(notice(file.path() + " was edited by hand since the last apply; "
                + undone(file))));
        List<HostPath> foreign = changes.stream().flatMap(change -> foreign(change).stream()).toList();
        foreign.forEach(path -> notices.add(notice(path + " was not written by mesh and "
                + (StrayFiles.isStray(path, layout.interfaceName())
                        ? "sets " + layout.interfaceName() + " up too: it is removed"
                        : "is replaced")
                + "; the original is kept in " + layout.directory() + "/before")));
        live.files().stream().filter(file -> edited.contains(file) || foreign.contains(file.path()))
                .filter(file -> file.text().filter(ForeignText::savesConfig).isPresent())
                .forEach(file -> notices.add(notice(file.path() + " has SaveConfig = true: wg-quick writes what runs,"
                        + " private key included, over it when the interface goes down")));
        foreignPeers().ifPresent(notices::add);
        return notices;
    }

    private static Notice notice(String text) {
        return new Notice(Notice.Kind.FOREIGN, text);
    }

    private String undone(LiveFile file) {
        boolean removed = changes.stream()
                .anyMatch(change -> change instanceof Change.FileRemove removal && removal.path().equals(file.path()));
        if (removed) {
            return "it is removed";
        }
        return touched.contains(file.path()) && file.text().isPresent()
                ? "its diff undoes that"
                : "apply writes over it";
    }

    /** A secret that mesh did not record stands in mesh's own directory: what an apply that was cut off left. */
    private Optional<HostPath> foreign(Change change) {
        boolean text = switch (change) {
            case Change.FileTakeOver _ -> true;
            case Change.FileRemove removal -> StrayFiles.isStray(removal.path(), layout.interfaceName());
            case Change.FileWrite write -> write.exists() && write.file().content() instanceof FileContent.Text;
            default -> false;
        };
        return text ? path(change).filter(path -> !files.isRecorded(path)) : Optional.empty();
    }

    /** A peer of a text that mesh wrote is its own, though the spec may not name it any more. */
    private Optional<Notice> foreignPeers() {
        List<String> texts = files.intactTexts();
        List<String> peers = changes.stream().filter(Change.PeerRemove.class::isInstance)
                .map(Change.PeerRemove.class::cast).filter(removal -> removal.name().isEmpty())
                .map(removal -> removal.publicKey().base64())
                .filter(key -> texts.stream().noneMatch(text -> text.contains(key)))
                .map(key -> key + allowedIps(key)).toList();
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(notice((peers.size() == 1 ? "a peer" : peers.size() + " peers")
                + " that mesh did not set up " + (peers.size() == 1 ? "is" : "are") + " removed: "
                + String.join(", ", peers)));
    }

    private String allowedIps(String key) {
        return live.iface().stream().flatMap(iface -> iface.peers().stream())
                .filter(peer -> peer.publicKey().base64().equals(key)).map(LivePeer::allowedIps).findFirst()
                .map(networks -> " (allowed ips " + networks.stream().map(Cidr::toString)
                        .collect(Collectors.joining(" ")) + ")")
                .orElse("");
    }
}
