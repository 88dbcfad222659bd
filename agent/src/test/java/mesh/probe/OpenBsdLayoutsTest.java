// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import mesh.fuzz.Mutations;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

/** What OpenBSD's kernel would be given and gives, as bytes: nothing here ran there. */
class OpenBsdLayoutsTest {
    private static final Port PORT = new Port(51_820);
    private static final TransportAddress SOURCE = TransportAddress.parse("192.0.2.1:3478");
    private static final TransportAddress OWN = TransportAddress.parse("192.0.2.2:51820");
    private static final TransportAddress SOURCE_V6 = TransportAddress.parse("[2001:db8::1]:3478");
    private static final TransportAddress OWN_V6 = TransportAddress.parse("[2001:db8::2]:51820");
    private static final byte[] PAYLOAD = {0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac, 7};

    /** Numbers that other programs have for amd64 and arm64. */
    private static final Map<BpfRequest, Long> PUBLISHED = Map.of(BpfRequest.BIOCGBLEN, 0x40044266L,
            BpfRequest.BIOCSBLEN, 0xc0044266L, BpfRequest.BIOCSETF, 0x80104267L, BpfRequest.BIOCGDLT, 0x4004426aL,
            BpfRequest.BIOCSETIF, 0x8020426cL, BpfRequest.BIOCIMMEDIATE, 0x80044270L, BpfRequest.BIOCLOCK,
            0x20004276L, BpfRequest.BIOCSFILDROP, 0x80044279L, BpfRequest.BIOCSDIRFILT, 0x8004427dL);

    @Test
    void requestsHaveTheNumbersThatOthersPublish() {
        assertThat(PUBLISHED).hasSize(BpfRequest.values().length);
        for (BpfRequest request : BpfRequest.values()) {
            assertThat(request.number()).as(request.name()).isEqualTo(PUBLISHED.get(request));
        }
    }

    @Test
    void socketAddressesBeginWithTheirLength() {
        assertThat(hex(SocketAddressLayout.OPENBSD.encode(IpAddress.parse("192.0.2.1"), 51_820)))
                .isEqualTo("1002ca6cc00002010000000000000000");
        assertThat(hex(SocketAddressLayout.OPENBSD.encode(IpAddress.parse("2001:db8::1"), 0)))
                .isEqualTo("1c1800000000000020010db800000000000000000000000100000000");
    }

    @Test
    void linuxHasNoLength() {
        String family = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0200" : "0002";
        assertThat(hex(SocketAddressLayout.LINUX.encode(IpAddress.parse("192.0.2.1"), 51_820)))
                .isEqualTo(family + "ca6cc00002010000000000000000");
    }

    @Test
    void addressesAreReadAsTheyAreWritten() {
        for (SocketAddressLayout layout : SocketAddressLayout.values()) {
            for (String text : List.of("192.0.2.1", "2001:db8::1")) {
                assertThat(layout.address(layout.encode(IpAddress.parse(text), 1))).hasToString(text);
            }
            assertThatThrownBy(() -> layout.address(new byte[28])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anInterfaceIsNamedInIfreq() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = BpfDevice.ifreq(arena, "em0");
            assertThat(hex(ifreq.toArray(ValueLayout.JAVA_BYTE))).isEqualTo("656d30" + "00".repeat(29));
            assertThatThrownBy(() -> BpfDevice.ifreq(arena, "a234567890123456")).isInstanceOf(IOException.class);
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void aProgramIsACountAndAPointer() {
        try (Arena arena = Arena.ofConfined()) {
            FilterProgram filter = ProbeFilter.ethernet(PORT);
            MemorySegment program = BpfDevice.program(arena, filter);
            assertThat(program.byteSize()).isEqualTo(16);
            assertThat(program.get(ValueLayout.JAVA_INT, 0)).isEqualTo(filter.instructions().size());
            assertThat(filter.instructions().size()).isLessThan(512);
            assertThat(program.get(ValueLayout.ADDRESS, 8).reinterpret(filter.bytes().length)
                    .toArray(ValueLayout.JAVA_BYTE)).isEqualTo(filter.bytes());
        }
    }

    private static byte[] frame(int type, byte[] packet) {
        return ByteBuffer.allocate(14 + packet.length).putShort(12, (short) type).position(14).put(packet).array();
    }

    /** A record as the kernel lays it out, headers of 18 or 26 bytes, padded to 4. */
    private static byte[] record(int header, byte[] frame, int length) {
        int whole = (header + frame.length + 3) / 4 * 4;
        return ByteBuffer.allocate(whole).order(ByteOrder.nativeOrder()).putInt(1).putInt(2).putInt(frame.length)
                .putInt(length).putShort((short) header).position(header).put(frame).array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    @Test
    void recordsOfBothFamiliesAreRead() {
        byte[] four = frame(0x0800, UdpPacket.whole(SOURCE, OWN, PAYLOAD, true));
        byte[] six = frame(0x86dd, UdpPacket.whole(SOURCE_V6, OWN_V6, PAYLOAD, true));
        byte[] read = joined(record(18, four, four.length), record(28, six, six.length),
                record(28, four, four.length + 1), record(20, four, four.length));
        List<UdpPacket.Received> packets = BpfRecords.udp(ByteBuffer.wrap(read), PORT);
        assertThat(packets).extracting(UdpPacket.Received::source).containsExactly(SOURCE, SOURCE_V6, SOURCE);
        assertThat(packets).allSatisfy(packet -> assertThat(packet.payload()).isEqualTo(PAYLOAD));
    }

    @Test
    void aFrameThatIsPaddedToSixtyBytesEndsWhereItsHeaderSays() {
        byte[] padded = Arrays.copyOf(frame(0x0800, UdpPacket.whole(SOURCE, OWN, PAYLOAD, true)), 60);
        assertThat(BpfRecords.udp(ByteBuffer.wrap(record(18, padded, 60)), PORT)).singleElement()
                .satisfies(packet -> assertThat(packet.payload()).isEqualTo(PAYLOAD));
    }

    @Test
    void anyBytesAreReadWithoutHarm() {
        byte[] four = frame(0x0800, UdpPacket.whole(SOURCE, OWN, PAYLOAD, true));
        byte[] six = frame(0x86dd, UdpPacket.whole(SOURCE_V6, OWN_V6, PAYLOAD, true));
        Mutations mutations = new Mutations(List.of(record(18, four, four.length), record(28, six, six.length),
                joined(record(18, six, six.length), record(18, four, four.length))), 4096, 11);
        for (long i = Mutations.count(50_000); i > 0; i--) {
            BpfRecords.udp(ByteBuffer.wrap(mutations.next()), PORT);
        }
    }

    @Test
    void packetsOfLinuxSocketsAreReadWithoutHarmToo() {
        Random random = new Random(3);
        byte[] good = UdpPacket.whole(SOURCE, OWN, PAYLOAD, true);
        assertThat(UdpPacket.readV4(ByteBuffer.wrap(good), PORT)).isPresent();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            UdpPacket.readV4(ByteBuffer.wrap(bytes), PORT);
            UdpPacket.readSegment(ByteBuffer.wrap(bytes), OWN.address(), PORT);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
