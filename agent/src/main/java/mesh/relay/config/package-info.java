// SPDX-License-Identifier: Apache-2.0
/**
 * What a relay is told by files: one JSON file, and those it names. All problems of the JSON file come in one run, each with
 * its place.
 *
 * <p>Flows in: files. Flows out: {@link mesh.relay.config.RelayConfig}, then {@link mesh.relay.RelaySettings}. Opens no socket.
 */
@NullMarked
package mesh.relay.config;

import org.jspecify.annotations.NullMarked;
