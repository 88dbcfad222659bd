// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

/** Port, MTU and keepalive: whole numbers in a range. */
class SmallNumbersTest {
    static Stream<Arguments> ranges() {
        Function<String, Object> port = Port::parse;
        Function<String, Object> mtu = Mtu::parse;
        Function<String, Object> keepalive = Keepalive::parse;
        return Stream.of(Arguments.of(port, 1, 65535), Arguments.of(mtu, 1280, 9000),
                Arguments.of(keepalive, 0, 43200));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void takesBothEndsAndNothingBeyond(Function<String, Object> parse, int min, int max) {
        assertThat(parse.apply(Integer.toString(min))).hasToString(Integer.toString(min));
        assertThat(parse.apply(Integer.toString(max))).hasToString(Integer.toString(max));
        for (long outside : new long[]{min - 1L, max + 1L, (1L << 32) + min}) {
            assertThatThrownBy(() -> parse.apply(Long.toString(outside))).isInstanceOf(ValueFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1400", "1400 ", "+1400", "-1400", "01400", "1_400", "1,400", "1400.0", "1.4e3",
            "0x578", "0o2570", "١٤٠٠", "1400\n", "yes", "12:30", "99999999999999999999"})
    void refusesEveryOtherSpelling(String text) {
        assertThat(ranges().map(range -> range.get()[0])).allSatisfy(parse -> {
            @SuppressWarnings("unchecked")
            Function<String, Object> function = (Function<String, Object>) parse;
            assertThatThrownBy(() -> function.apply(text)).isInstanceOf(ValueFormatException.class);
        });
    }

    @Test
    void namesTheRange() {
        assertThatThrownBy(() -> Port.parse("70000"))
                .hasMessage("'70000' is not a port: it is outside 1..65535");
    }
}
