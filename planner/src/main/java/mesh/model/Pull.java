// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

import mesh.key.ReportKey;

/**
 * How a host fetches its changes by itself.
 *
 * @param folder URL of the folder that has its bundle, without a final slash
 * @param recipient age recipient to which the bundle is sealed; absent: the host is not enrolled yet
 * @param reports URL of the folder that it puts its reports into, without a final slash; absent: it keeps them
 * @param reportKey what its reports are signed with; absent: none of them is believed
 */
public record Pull(String folder, Optional<String> recipient, Optional<String> reports,
        Optional<ReportKey> reportKey) {
    /** In a spec: the host is reached over SSH, or keeps its reports. */
    static final String NONE = "none";
}
