// SPDX-License-Identifier: Apache-2.0
/**
 * What a process needs that runs for months: a look at its files, SIGHUP, an address for Prometheus. Knows neither relay nor
 * agent.
 */
@NullMarked
package mesh.daemon;

import org.jspecify.annotations.NullMarked;
