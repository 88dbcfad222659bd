// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.nio.file.Path;

/**
 * Where a host lives on this machine.
 *
 * @param directory its files: {@code root}, {@code local}, {@code console.log}, {@code boot.sh}
 * @param cgroup the group an init that needs one gets
 */
record HostPlace(Path directory, Path cgroup) {}
