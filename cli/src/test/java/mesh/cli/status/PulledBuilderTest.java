// SPDX-License-Identifier: Apache-2.0
package mesh.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.cli.view.Palette;
import mesh.cli.view.StatusTable;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.pull.BundleHead;
import mesh.report.HostReport;
import mesh.report.HostReport.Outcome;
import mesh.report.ReportReading;

import org.junit.jupiter.api.Test;

/** What a report comes to beside the bundle that is published. */
class PulledBuilderTest {
    private static final NodeName HOST = new NodeName("kiosk1");
    private static final long NOW = 1_796_000_000L;
    private static final long HOUR = 3600;

    private static PulledStatus status(long age, long serial, Outcome outcome, String text, long published) {
        ReportReading said = new ReportReading.Said(new HostReport(NOW - age, serial, 4, outcome, text));
        return PulledBuilder.status(HOST, said, Optional.of(head(published)), Instant.ofEpochSecond(NOW));
    }

    private static BundleHead head(long serial) {
        return new BundleHead(new MeshName("lab"), HOST, serial, serial, serial + 30 * 24 * HOUR, "0", "0");
    }

    @Test
    void isCurrentWithTheBundleThatIsThereAndBehindAnHourAfterANewerOne() {
        long old = NOW - 10 * HOUR;

        assertThat(status(9 * HOUR, old, Outcome.APPLIED, "", old).state()).isEqualTo("current");
        assertThat(status(9 * HOUR, old, Outcome.APPLIED, "", NOW - HOUR).state()).isEqualTo("waiting");
        assertThat(status(9 * HOUR, old, Outcome.APPLIED, "", NOW - HOUR - 1).state()).isEqualTo("behind");
        assertThat(status(9 * HOUR, old, Outcome.APPLIED, "", NOW - HOUR - 1).isWell()).isFalse();
    }

    @Test
    void isWhatItSaysWhereThatIsNotWell() {
        PulledStatus status = status(60, NOW - 100, Outcome.ROLLED_BACK, "wg0 did not come up", NOW - 100);

        assertThat(status.state()).isEqualTo("rolled-back");
        assertThat(status.detail()).isEqualTo("wg0 did not come up");
        assertThat(status.reportAgeSeconds()).contains(60L);
    }

    @Test
    void isSilentAfterTwoDays() {
        long old = NOW - 100 * HOUR;

        assertThat(status(48 * HOUR, old, Outcome.APPLIED, "", old).state()).isEqualTo("current");
        PulledStatus silent = status(48 * HOUR + 1, old, Outcome.REFUSED, "the bundle is stale", old);
        assertThat(silent.state()).isEqualTo("silent");
        assertThat(silent.detail()).isEqualTo("its last report was: refused, the bundle is stale");
    }

    @Test
    void saysWhyNothingIsKnown() {
        PulledStatus unread = PulledBuilder.status(HOST, new ReportReading.Unread("no key"), Optional.empty(),
                Instant.ofEpochSecond(NOW));
        PulledStatus untrusted = PulledBuilder.status(HOST, new ReportReading.Untrusted("changed"), Optional.empty(),
                Instant.ofEpochSecond(NOW));

        assertThat(List.of(unread.state(), untrusted.state())).containsExactly("unread", "untrusted");
        assertThat(unread.detail()).isEqualTo("no key");
    }

    @Test
    void standsInATableWithWhatIsNewer() {
        StatusDocument document = new StatusDocument(StatusDocument.FORMAT, "lab", List.of(), List.of())
                .withPulled(List.of(status(60, 1, Outcome.APPLIED, "", NOW - 5 * HOUR),
                        status(60, NOW, Outcome.FAILED, "the program ended with status 1", NOW)));

        assertThat(new StatusTable(Palette.PLAIN).draw(document)).isEqualTo("""
                pulls   state   reported  generation  bundle                why
                kiosk1  behind  60 s ago  4           1, newer: 1795982000
                kiosk1  failed  60 s ago  4           1796000000            the program ended with status 1

                2 hosts that pull: 1 behind, 1 failed.
                """);
    }
}
