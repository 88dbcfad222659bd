// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

/** The filter's meaning, by an interpreter of the machine that bpf(4) describes. */
class ProbeFilterTest {
    private static final Port PORT = new Port(51_820);
    private static final byte[] STUN = {1, 1, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
            12};
    private static final byte[] PROBE = {0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac, 9, 9};
    private static final byte[] WIREGUARD = {4, 0, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x43, 0, 0, 0, 0};

    private static byte[] packet(String source, String destination, int port, byte[] payload) {
        return UdpPacket.whole(TransportAddress.parse(source),
                new TransportAddress(IpAddress.parse(destination), new Port(port)), payload, true);
    }

    private static byte[] v4(int port, byte[] payload) {
        return packet("192.0.2.1:3478", "192.0.2.2", port, payload);
    }

    private static byte[] v6(int port, byte[] payload) {
        return packet("[2001:db8::1]:3478", "2001:db8::2", port, payload);
    }

    private static byte[] framed(int type, byte[] packet) {
        return ByteBuffer.allocate(14 + packet.length).putShort(12, (short) type).position(14).put(packet).array();
    }

    @Test
    void takesStunAndProbesToThePortAndNothingElse() {
        FilterProgram linux = ProbeFilter.linuxV4(PORT);
        assertThat(takes(linux, v4(51_820, STUN))).isTrue();
        assertThat(takes(linux, v4(51_820, PROBE))).isTrue();
        assertThat(takes(linux, v4(51_820, WIREGUARD))).isFalse();
        assertThat(takes(linux, v4(51_821, STUN))).isFalse();
        assertThat(takes(linux, v4(51_820, new byte[0]))).isFalse();
        FilterProgram six = ProbeFilter.linuxV6(PORT);
        assertThat(takes(six, tail(v6(51_820, STUN)))).isTrue();
        assertThat(takes(six, tail(v6(51_820, PROBE)))).isTrue();
        assertThat(takes(six, tail(v6(51_820, WIREGUARD)))).isFalse();
        assertThat(takes(six, tail(v6(51_821, PROBE)))).isFalse();
    }

    private static byte[] tail(byte[] v6) {
        return java.util.Arrays.copyOfRange(v6, UdpPacket.V6_HEADER_BYTES, v6.length);
    }

    @Test
    void findsTheHeaderBehindIpOptions() {
        byte[] plain = v4(51_820, PROBE);
        byte[] options = ByteBuffer.allocate(plain.length + 8).put(plain, 0, 20).putLong(0x0101_0101_0101_0100L)
                .put(plain, 20, plain.length - 20).put(0, (byte) 0x47).array();
        assertThat(takes(ProbeFilter.linuxV4(PORT), options)).isTrue();
        options[0] = 0x46;
        assertThat(takes(ProbeFilter.linuxV4(PORT), options)).isFalse();
    }

    @Test
    void takesNoPieceOfAPacketAndNoOtherProtocol() {
        byte[] piece = v4(51_820, PROBE);
        piece[7] = 1;
        assertThat(takes(ProbeFilter.linuxV4(PORT), piece)).isFalse();
        byte[] tcp = v4(51_820, PROBE);
        tcp[9] = 6;
        assertThat(takes(ProbeFilter.linuxV4(PORT), tcp)).isFalse();
    }

    @Test
    void onEthernetBothFamiliesPass() {
        FilterProgram ethernet = ProbeFilter.ethernet(PORT);
        for (byte[] payload : List.of(STUN, PROBE)) {
            assertThat(takes(ethernet, framed(0x0800, v4(51_820, payload)))).isTrue();
            assertThat(takes(ethernet, framed(0x86dd, v6(51_820, payload)))).isTrue();
            assertThat(takes(ethernet, framed(0x86dd, v6(51_821, payload)))).isFalse();
            assertThat(takes(ethernet, framed(0x0800, v4(51_821, payload)))).isFalse();
            assertThat(takes(ethernet, framed(0x0806, v4(51_820, payload)))).isFalse();
            assertThat(takes(ethernet, framed(0x0800, v6(51_820, payload)))).isFalse();
        }
        assertThat(takes(ethernet, framed(0x86dd, v6(51_820, WIREGUARD)))).isFalse();
        assertThat(takes(ethernet, framed(0x0800, v4(51_820, WIREGUARD)))).isFalse();
    }

    @Test
    void anyBytesAreJudgedWithoutLeavingThePacketOrTheProgram() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            takes(ProbeFilter.linuxV4(PORT), bytes);
            takes(ProbeFilter.linuxV6(PORT), bytes);
            takes(ProbeFilter.ethernet(PORT), bytes);
        }
    }

    @Test
    void lieInMemoryAsTheSystemsHaveThem() {
        FilterProgram program = new FilterProgram(List.of(new FilterProgram.Instruction(0x15, 1, 2, 0x01020304),
                FilterProgram.Instruction.of(FilterProgram.RETURN, 0)));
        ByteBuffer bytes = ByteBuffer.wrap(program.bytes()).order(java.nio.ByteOrder.nativeOrder());
        assertThat(bytes.remaining()).isEqualTo(16);
        assertThat(bytes.getShort(0)).isEqualTo((short) 0x15);
        assertThat(bytes.get(2)).isEqualTo((byte) 1);
        assertThat(bytes.get(3)).isEqualTo((byte) 2);
        assertThat(bytes.getInt(4)).isEqualTo(0x01020304);
    }

    /** Runs {@code program}; a load beyond the end refuses. */
    private static boolean takes(FilterProgram program, byte[] packet) {
        ByteBuffer in = ByteBuffer.wrap(packet);
        int a = 0;
        int x = 0;
        int at = 0;
        while (true) {
            FilterProgram.Instruction step = program.instructions().get(at++);
            int k = step.k();
            try {
                switch (step.code()) {
                    case FilterProgram.LOAD_WORD -> a = in.getInt(k);
                    case FilterProgram.LOAD_HALF -> a = Short.toUnsignedInt(in.getShort(k));
                    case FilterProgram.LOAD_BYTE -> a = Byte.toUnsignedInt(in.get(k));
                    case FilterProgram.LOAD_WORD_AT_X -> a = in.getInt(k + x);
                    case FilterProgram.LOAD_HALF_AT_X -> a = Short.toUnsignedInt(in.getShort(k + x));
                    case FilterProgram.X_IS_HEADER_LENGTH -> x = 4 * (in.get(k) & 0xf);
                    case FilterProgram.X_IS -> x = k;
                    case FilterProgram.IF_EQUAL -> at += a == k ? step.ifTrue() : step.ifFalse();
                    case FilterProgram.IF_ANY_BIT -> at += (a & k) != 0 ? step.ifTrue() : step.ifFalse();
                    case FilterProgram.RETURN -> {
                        return k != 0;
                    }
                    default -> throw new AssertionError("no such instruction: " + step);
                }
            } catch (IndexOutOfBoundsException beyond) {
                return false;
            }
        }
    }
}
