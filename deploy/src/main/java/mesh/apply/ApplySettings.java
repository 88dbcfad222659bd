// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.host.Provenance;

/**
 * What one run goes by.
 *
 * @param limit hosts worked on at the same time, at least 1
 * @param provenance what manifests say of this run
 */
public record ApplySettings(int limit, Provenance provenance) {}
