// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** Where new keys come from; a test passes a fixed one. Implementations are safe for concurrent use. */
public interface KeySource {
    /** 32 bytes nobody else can know. */
    byte[] random32();
}
