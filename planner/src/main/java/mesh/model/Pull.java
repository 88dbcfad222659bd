// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

/**
 * How a host fetches its changes by itself.
 *
 * @param folder URL of the folder that has its bundle, without a final slash
 * @param recipient age recipient to which the bundle is sealed; absent: the host is not enrolled yet
 */
public record Pull(String folder, Optional<String> recipient) {
    /** In a spec: the host is reached over SSH. */
    static final String NONE = "none";
}
