// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import mesh.apply.ApplyReport;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;

class OutcomeTableTest {
    private static String draw(HostOutcome... outcomes) {
        return new OutcomeTable(new Palette(false), 80).draw(new ApplyReport(List.of(outcomes)));
    }

    @Test
    void saysHowMuchWasSentToHowManyHosts() {
        assertThat(draw(new HostOutcome(new NodeName("alpha"), State.APPLIED, "", Duration.ofSeconds(1), 2048),
                new HostOutcome(new NodeName("beta"), State.APPLIED, "", Duration.ofSeconds(1), 1024),
                new HostOutcome(new NodeName("gamma"), State.UNCHANGED, "", Duration.ZERO)))
                .endsWith("Apply: 1 unchanged, 2 applied.\nSent: 3.0 KiB to 2 hosts.\n");
    }

    @Test
    void saysNothingWhereNothingWasSent() {
        assertThat(draw(new HostOutcome(new NodeName("alpha"), State.SKIPPED, "", Duration.ZERO)))
                .endsWith("Apply: 1 skipped.\n");
    }
}
