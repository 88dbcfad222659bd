// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import mesh.cli.status.PulledBuilder;
import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.key.ReportKey;
import mesh.model.Host;
import mesh.model.Pull;
import mesh.name.MeshName;
import mesh.pull.BundleHead;
import mesh.report.FileShelf;
import mesh.report.ReportReader;
import mesh.report.ReportReading;

/**
 * Finds out how hosts are that fetch their changes, from what they reported and what is published for them.
 *
 * @param reports directory to take instead of the places that the spec names
 * @param bundles the same for bundles
 */
public record PulledReading(MeshName mesh, ReportReader reader, Optional<Path> reports, Optional<Path> bundles) {
    private static final int AT_ONCE = 16;
    /** Longer than the signed lines of any bundle. */
    private static final int HEAD_BYTES = 1024;

    /** Those of {@code hosts} whose reports can be looked for. */
    public List<Host> reporting(List<Host> hosts) {
        return hosts.stream()
                .filter(host -> host.pull().filter(pull -> reports.isPresent() || pull.reports().isPresent())
                        .isPresent())
                .toList();
    }

    /** @param hosts that pull; the result has their order */
    public List<PulledStatus> read(List<Host> hosts) throws InterruptedException {
        try (HttpClient client = FileShelf.Web.connect();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<PulledStatus>> running = new ArrayList<>();
            hosts.forEach(host -> running
                    .add(threads.submit(() -> status(host, host.pull().orElseThrow(), client))));
            List<PulledStatus> found = new ArrayList<>();
            for (Future<PulledStatus> one : running) {
                found.add(one.get());
            }
            return found;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a report cannot be looked at", bug.getCause());
        }
    }

    private PulledStatus status(Host host, Pull pull, HttpClient client) throws InterruptedException {
        FileShelf shelf = reports.<FileShelf>map(FileShelf.Folder::new)
                .orElseGet(() -> FileShelf.at(pull.reports().orElse(pull.folder()), client));
        FileShelf published = bundles.<FileShelf>map(FileShelf.Folder::new)
                .orElseGet(() -> FileShelf.at(pull.folder(), client));
        Optional<ReportKey> key = pull.reportKey();
        ReportReading reading = key.isPresent()
                ? reader.read(host.name(), key.get(), shelf)
                : new ReportReading.Unread("the spec has no 'pull-report-key' for it, by which its report is known");
        return PulledBuilder.status(host.name(), reading, head(host, published), reader.now());
    }

    private Optional<BundleHead> head(Host host, FileShelf published) throws InterruptedException {
        try {
            return published.read(host.name() + ".bundle", HEAD_BYTES)
                    .flatMap(text -> BundleHead.read(new String(text, StandardCharsets.ISO_8859_1)))
                    .filter(head -> head.host().equals(host.name()) && head.mesh().equals(mesh));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
