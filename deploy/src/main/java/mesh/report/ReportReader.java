// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import mesh.key.ReportKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.report.HostReport.UntrustedException;

/**
 * Reads hosts' reports, believes none that is older than one it has seen, and remembers those it believed. Safe for
 * concurrent use with different hosts.
 *
 * @param now of this machine
 */
public record ReportReader(MeshName mesh, ReportMemory memory, Instant now) {
    /** How far a host's clock may be ahead. */
    private static final long SKEW_SECONDS = 3600;

    /** @param shelf where the host's report should be */
    public ReportReading read(NodeName host, ReportKey key, FileShelf shelf) throws InterruptedException {
        try {
            Optional<byte[]> file = shelf.read(host + ".report", HostReport.MOST_BYTES + 1);
            return file.isEmpty() ? new ReportReading.Absent() : said(host, key, file.get());
        } catch (UntrustedException untrusted) {
            return new ReportReading.Untrusted(String.valueOf(untrusted.getMessage()));
        } catch (IOException failed) {
            return new ReportReading.Unread("its report cannot be read: " + reason(failed));
        }
    }

    private ReportReading said(NodeName host, ReportKey key, byte[] file) throws UntrustedException {
        HostReport report = HostReport.read(file, mesh, host, key);
        long newest = memory.newest(mesh, host, key);
        if (report.at() < newest) {
            return new ReportReading.Untrusted("the report is of " + Instant.ofEpochSecond(report.at())
                    + ", and one of " + Instant.ofEpochSecond(newest) + " was here before");
        }
        if (report.at() > now.getEpochSecond() + SKEW_SECONDS) {
            return new ReportReading.Untrusted("the report is of the future: is the host's clock right?");
        }
        if (report.at() > newest) {
            memory.keep(mesh, host, key, report.at());
        }
        return new ReportReading.Said(report);
    }

    /** Never what a server said: of such an exception the kind is told, of ours the message. */
    private static String reason(IOException failed) {
        String message = Optional.ofNullable(failed.getMessage()).orElse("");
        return message.startsWith("the server answers ") ? message : failed.getClass().getSimpleName();
    }
}
