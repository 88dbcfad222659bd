// SPDX-License-Identifier: Apache-2.0
package mesh.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.name.NodeName;
import mesh.pull.BundleHead;
import mesh.report.HostReport;
import mesh.report.HostReport.Outcome;
import mesh.report.ReportReading;

/** Puts what a host reported beside the bundle that is published for it. Pure. */
public final class PulledBuilder {
    /** Hosts report at least once a day; one that missed two days is silent. */
    private static final Duration SILENT = Duration.ofHours(48);
    /** Four times the quarter of an hour in which hosts look for bundles. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private PulledBuilder() {}

    /**
     * @param published head of the bundle that lies there for {@code host}; absent: none, or none that can be read
     * @param now of this machine
     */
    public static PulledStatus status(NodeName host, ReportReading reading, Optional<BundleHead> published,
            Instant now) {
        long there = published.map(BundleHead::serial).orElse(0L);
        return switch (reading) {
            case ReportReading.Said said -> said(host, said.report(), published, now);
            case ReportReading.Absent _ -> unknown(host, "silent", "it never reported", there);
            case ReportReading.Unread unread -> unknown(host, "unread", unread.why(), there);
            case ReportReading.Untrusted untrusted -> unknown(host, "untrusted", untrusted.why(), there);
        };
    }

    private static PulledStatus unknown(NodeName host, String state, String detail, long published) {
        return new PulledStatus(host.text(), state, detail, 0, 0, published, Optional.empty(), Optional.empty());
    }

    private static PulledStatus said(NodeName host, HostReport report, Optional<BundleHead> published, Instant now) {
        long age = Math.max(0, now.getEpochSecond() - report.at());
        String state = report.outcome().text();
        String detail = report.text();
        if (age > SILENT.toSeconds()) {
            detail = "its last report was: " + state + (detail.isEmpty() ? "" : ", " + detail);
            state = "silent";
        } else if (report.outcome() == Outcome.APPLIED && published.isPresent()) {
            state = beside(report.serial(), published.get(), now);
        }
        return new PulledStatus(host.text(), state, detail, report.generation(), report.serial(),
                published.map(BundleHead::serial).orElse(0L), Optional.of(report.at()), Optional.of(age));
    }

    private static String beside(long serial, BundleHead published, Instant now) {
        if (serial >= published.serial()) {
            return "current";
        }
        return now.getEpochSecond() - published.made() > PATIENCE.toSeconds() ? "behind" : "waiting";
    }
}
