// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Optional;

import mesh.files.HostPath;

/**
 * A file found on a host.
 *
 * @param path where it stands
 * @param mode permission bits
 * @param userId owner
 * @param groupId owning group
 * @param sha256 of its bytes, 64 hex digits
 * @param text its content; absent for secrets
 */
public record LiveFile(HostPath path, int mode, int userId, int groupId, String sha256, Optional<String> text) {}
