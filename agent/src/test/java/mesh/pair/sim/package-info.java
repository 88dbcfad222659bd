// SPDX-License-Identifier: Apache-2.0
/** Two hosts, their NATs, a relay and time, all made up: what is slow or rare in a laboratory happens here by the thousand. */
package mesh.pair.sim;
