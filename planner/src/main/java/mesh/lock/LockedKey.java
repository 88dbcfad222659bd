// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.LocalDate;

import mesh.key.PublicKey;

/**
 * A host's public key and its history.
 *
 * @param publicKey the key in use
 * @param generation counts the host's keys, from 1
 * @param since the day it was recorded (UTC)
 */
public record LockedKey(PublicKey publicKey, int generation, LocalDate since) {}
