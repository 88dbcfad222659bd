// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A program of the classic packet filter (BPF), which the kernels of Linux and OpenBSD run over each packet. Its result is
 * how many bytes of the packet are taken; 0 refuses it. A load beyond the packet's end refuses it too.
 * <pre>
 *  struct sock_filter (Linux), struct bpf_insn (OpenBSD), numbers as the machine has them:
 *  code 2 | jump if true 1 | jump if false 1 | k 4           8 bytes
 * </pre>
 *
 * @param instructions jumps count from the next one, forwards only
 */
record FilterProgram(List<Instruction> instructions) {
    /** Bytes of an instruction. */
    static final int INSTRUCTION_BYTES = 8;

    /** A = the 4, 2 or 1 bytes at k, or at k + X; X = 4 times the low half of the byte at k; the constant k. */
    static final int LOAD_WORD = 0x20;
    static final int LOAD_HALF = 0x28;
    static final int LOAD_BYTE = 0x30;
    static final int LOAD_WORD_AT_X = 0x40;
    static final int LOAD_HALF_AT_X = 0x48;
    static final int X_IS_HEADER_LENGTH = 0xb1;
    static final int X_IS = 0x01;
    /** Jumps on A. */
    static final int IF_EQUAL = 0x15;
    static final int IF_ANY_BIT = 0x45;
    /** The end: k bytes are taken. */
    static final int RETURN = 0x06;

    /** One step. */
    record Instruction(int code, int ifTrue, int ifFalse, int k) {
        static Instruction of(int code, int k) {
            return new Instruction(code, 0, 0, k);
        }
    }

    FilterProgram {
        instructions = List.copyOf(instructions);
    }

    /** As it lies in memory. */
    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(instructions.size() * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
        for (Instruction one : instructions) {
            out.putShort((short) one.code).put((byte) one.ifTrue).put((byte) one.ifFalse).putInt(one.k);
        }
        return out.array();
    }
}
