// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.List;

/**
 * How a run ended.
 *
 * @param outcomes one a host, sorted by name
 */
public record ApplyReport(List<HostOutcome> outcomes) {
    public ApplyReport {
        outcomes = List.copyOf(outcomes);
    }
}
