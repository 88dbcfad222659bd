// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

/** What every kind of name takes and refuses. */
class NamesTest {
    private static final Map<Function<String, Object>, Integer> MAX_LENGTHS = Map.of(NodeName::new, 63, GroupName::new,
            63, SiteName::new, 63, Tag::new, 63, MeshName::new, 32);

    static Stream<String> hostile() {
        return Stream.of("a;reboot", "a\nb", "a\rb", "a\tb", "a b", " a", "a ", "`id`", "$(id)", "$IFS", "a\\b", "a\"b",
                "a'b", "a|b", "a&b", "a>b", "a<b", "a*", "a?", "[a]", "{a,b}", "~", "!a", "#a", "a/b", "../a", ".",
                "a.b", "a_b", "%i", "A", "Web", "é", "ａ", "\u212a", "\u0430", "a\u202eb", "a\u200bb", "\u05d0", "\0",
                "a\u0000b", "\ud83d\ude00", "\ud83d", "-a", "a-", "-", "", "=a", "a,b", "a:b", "a@b", "١",
                "x".repeat(300));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesEveryCharacterThatMeansSomethingElsewhere(String text) {
        assertThat(MAX_LENGTHS.keySet()).allSatisfy(
                parse -> assertThatThrownBy(() -> parse.apply(text)).isInstanceOf(ValueFormatException.class));
        if (!List.of("A", "Web", "-a", "a-", "a.b", ".").contains(text)) {
            assertThatThrownBy(() -> DnsName.parse(text)).isInstanceOf(ValueFormatException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void repeatsNoControlOrDirectionCharacterToATerminal(String text) {
        assertThatThrownBy(() -> new NodeName(text)).message()
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\u05d0]").hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "obsd01", "do1", "a-b", "a--b", "7up"})
    void takesLettersDigitsAndDashes(String text) {
        assertThat(MAX_LENGTHS.keySet()).allSatisfy(parse -> assertThat(parse.apply(text)).hasToString(text));
    }

    @Test
    void takesItsGreatestLengthAndNotOneMore() {
        MAX_LENGTHS.forEach((parse, max) -> {
            assertThat(parse.apply("x".repeat(max)).toString()).hasSize(max);
            assertThatThrownBy(() -> parse.apply("x".repeat(max + 1))).isInstanceOf(ValueFormatException.class);
        });
    }

    @Test
    void saysWhichCharacterIsWrong() {
        assertThatThrownBy(() -> new NodeName("a;reboot"))
                .hasMessage("'a;reboot' is not a name: ';' is not one of a-z 0-9 -");
    }

    @Test
    void sortsByText() {
        assertThat(Stream.of("b", "a-1", "a", "a1").map(NodeName::new).sorted()).map(NodeName::text)
                .containsExactly("a", "a-1", "a1", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "_wgprov", "Anna.B", "a-b_c.d1"})
    void takesLoginNames(String text) {
        assertThat(new UserName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-l", "0day", ".a", "a b", "a;b", "a$", "root@host", "a\nb", "é", "a/b",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesLoginNamesThatSshWouldReadOtherwise(String text) {
        assertThatThrownBy(() -> new UserName(text)).isInstanceOf(ValueFormatException.class);
    }
}
