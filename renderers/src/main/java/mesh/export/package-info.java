// SPDX-License-Identifier: Apache-2.0
/**
 * What a phone, a laptop or a router is configured with: the same configuration in the forms that they read.
 *
 * <p>In: {@link mesh.desired.DesiredDevice}. Out: {@link mesh.export.DeviceFile} and pictures of it. A private key is put in
 * at the very end, by whoever hands the text over. Imports nothing of {@code mesh.live}, {@code mesh.plan}, deploy and cli.
 * No file, clock or randomness.
 */
@NullMarked
package mesh.export;

import org.jspecify.annotations.NullMarked;
