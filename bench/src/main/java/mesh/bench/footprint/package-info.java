// SPDX-License-Identifier: Apache-2.0
/**
 * What an agent takes of its host: {@code bench/run footprint}. Agents run in the lab with the options of their service; what
 * the kernel counts of them is read from {@code /proc}.
 */
@NullMarked
package mesh.bench.footprint;

import org.jspecify.annotations.NullMarked;
