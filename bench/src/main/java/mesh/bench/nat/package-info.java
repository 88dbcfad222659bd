// SPDX-License-Identifier: Apache-2.0
/**
 * Every pair of networks, in the lab: {@code bench/run nat}. What happens is {@code mesh.lab.nat}'s business; here it is
 * decided which pairs run, several at a time, and what becomes of the results: a report, and the page that keeps them.
 */
@NullMarked
package mesh.bench.nat;

import org.jspecify.annotations.NullMarked;
